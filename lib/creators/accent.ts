/** One accent as a page uses it, for light and for dark: every pair of text and ground passes. */
export type AccentTheme = {
  /** The ground of buttons and bars, and the colour of accented text on paper, sheet and soft. */
  ink: string;
  /** Text on a ground of `ink`. */
  onInk: string;
  /** A quiet ground for chosen things. */
  soft: string;
};

type Rgb = readonly [red: number, green: number, blue: number];

const LIGHT = { paper: '#fbf8f3', sheet: '#fffdf9', onInk: '#fffdf9', softShare: 0.11 };
const DARK = { paper: '#16120e', sheet: '#1e1914', onInk: '#16120e', softShare: 0.11 };
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
/** WCAG 2.2, success criterion 1.4.3, for text of any size. */
const LEAST_CONTRAST = 4.5;
const STEPS = 50;

/**
 * Corrects the colour that a creator chose until text in it, and text on it, can be read: towards
 * black for the light theme and towards white for the dark one, in fiftieths, no further than
 * needed, so that the choice stays recognisable. `chosen` is '#rrggbb'; the answers are too.
 */
export function readableAccent(chosen: string): { light: AccentTheme; dark: AccentTheme } {
  return { light: correct(chosen, LIGHT, BLACK), dark: correct(chosen, DARK, WHITE) };
}

/** Contrast of two colours after WCAG 2.2, from 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [first, second] = [luminance(parseHex(one)), luminance(parseHex(other))];
  const lighter = Math.max(first, second);
  const darker = Math.min(first, second);
  return (lighter + 0.05) / (darker + 0.05);
}

function correct(chosen: string, theme: typeof LIGHT, towards: Rgb): AccentTheme {
  const start = parseHex(chosen);
  for (let step = 0; step <= STEPS; step += 1) {
    const ink = toHex(mix(start, towards, step / STEPS));
    const soft = toHex(mix(parseHex(theme.sheet), parseHex(ink), theme.softShare));
    const grounds = [theme.paper, theme.sheet, theme.onInk, soft];
    if (grounds.every((ground) => contrastOf(ink, ground) >= LEAST_CONTRAST)) {
      return { ink, onInk: theme.onInk, soft };
    }
  }
  return { ink: toHex(towards), onInk: theme.onInk, soft: theme.sheet };
}

function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function toHex(color: Rgb): string {
  return `#${color.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ];
}

function luminance(color: Rgb): number {
  const [red, green, blue] = [linear(color[0]), linear(color[1]), linear(color[2])];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
