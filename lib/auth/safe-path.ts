/** Where people go who asked for nothing in particular. */
const HOME = '/account';

/**
 * A path of this site to send somebody to, from a text that anybody may have written: an address
 * elsewhere, however disguised (`//evil`, `/\evil`, `/%5cevil`, control characters), becomes the
 * fallback (SECURITY.md C05). A step of signing in is no destination either: it
 * would go in circles.
 */
export function safePath(text: unknown, fallback: string = HOME): string {
  if (typeof text !== 'string' || text.length > 1_000) return fallback;
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text)) return fallback;
  if (/%(?:0|1|7f)/i.test(text)) return fallback;
  const base = 'https://tuppence.invalid';
  if (!URL.canParse(text, base)) return fallback;
  const url = new URL(text, base);
  if (url.origin !== base || url.pathname.startsWith('//') || /%(?:5c|2f|25)/i.test(url.pathname)) return fallback;
  if (/^\/(sign-in(?!\/factor\/setup$)|sign-out|api)(\/|$)/.test(url.pathname)) return fallback;
  return url.pathname + url.search + url.hash;
}
