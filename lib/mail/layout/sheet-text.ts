/** Fits a phone that draws it in a fixed-width font. */
const WIDTH = 36;

/** A line of a receipt; what stands under it, in small, says more of the label. */
export type SheetLine = [label: string, value: string, under?: string];

/** A receipt as plain text: labels to the left, values in a column to the right. */
export function sheetText(lines: SheetLine[], total: [label: string, value: string] | null): string {
  const rows = lines.map(([label, value, under]) => lineText(label, value) + (under ? `\n  ${under}` : ''));
  return [...rows, ...(total ? ['-'.repeat(WIDTH), lineText(...total)] : [])].join('\n');
}

/** A label that leaves its value no room stands on a line of its own. */
function lineText(label: string, value: string): string {
  if (columns(label) + 2 + columns(value) > WIDTH) return `${label}\n${' '.repeat(Math.max(2, WIDTH - columns(value)))}${value}`;
  return label + ' '.repeat(Math.max(2, WIDTH - columns(label) - columns(value))) + value;
}

/** How many columns a text takes: a Japanese letter takes two, a combining mark none. */
function columns(text: string): number {
  let width = 0;
  for (const letter of text) {
    if (/\p{M}/u.test(letter)) continue;
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(letter) ? 2 : 1;
  }
  return width;
}
