const BROWSERS: [mark: RegExp, name: string][] = [
  [/Edg[A-Z]?[a-z]*\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [mark: RegExp, name: string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/**
 * A browser in words that its owner knows again: "Firefox on Linux". Nothing of the header itself is
 * kept, so it can neither be a fingerprint nor bring markup into a page.
 */
export function nameDevice(userAgent: string | null): string {
  const text = userAgent?.slice(0, 500) ?? '';
  const browser = BROWSERS.find(([mark]) => mark.test(text))?.[1] ?? 'A browser';
  const system = SYSTEMS.find(([mark]) => mark.test(text))?.[1];
  return system ? `${browser} on ${system}` : browser;
}
