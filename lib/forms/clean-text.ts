/** Controls that turn the direction of what follows; marks that Hebrew or Arabic really need are none of these. */
const TURNS = /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/g;
/** Signs that show nothing: what hides in them can make two texts differ that look the same. */
const UNSEEN = /[\u00AD\u115F\u1160\u17B4\u17B5\u180E\u200B\u2060-\u2064\u206A-\u206F\u2800\u3164\uFEFF\uFFA0\uFFF9-\uFFFC]|[\u{E0000}-\u{E01EF}]/gu;

/**
 * Text as people mean it: NFC, no control characters, nothing that turns or hides what follows, no
 * stacks of combining marks, white space folded. With `lines` its paragraphs stay, else it is one line.
 */
export function cleanText(typed: string, options: { lines: boolean }): string {
  const lines = typed.normalize('NFC').replace(/\r\n?/g, '\n').split('\n');
  const kept = lines.map((line) =>
    line
      .replace(TURNS, '')
      .replace(UNSEEN, '')
      .replace(/(?!\t)\p{Cc}/gu, '')
      .replace(/(\p{M}{4})\p{M}+/gu, '$1')
      .replace(/[^\S\n]+/gu, ' ')
      .trim(),
  );
  const whole = options.lines ? kept.join('\n').replace(/\n{3,}/g, '\n\n') : kept.filter((line) => line !== '').join(' ');
  // What stood between two signs is gone, so they may have become one.
  return whole.normalize('NFC').trim();
}
