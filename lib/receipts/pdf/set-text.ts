import { isLegible, toRuns, type Face } from './faces';

type Doc = PDFKit.PDFDocument;
export type Style = { face: Face; size: number; color: string };

/** Figures of one width, so that sums stand in a column. */
const features: PDFKit.Mixins.OpenTypeFeatures[] = ['kern', 'liga', 'tnum', 'lnum'];

/**
 * Sets one line with its baseline at `y`; `align: 'right'` ends it at `x`. A line that starts at `x`
 * ends with a space, or those who have it read aloud or copy it get two words as one.
 */
export function setLine(doc: Doc, text: string, x: number, y: number, style: Style, align: 'left' | 'right' = 'left'): void {
  let at = align === 'left' ? x : x - widthOf(doc, text, style);
  for (const run of toRuns(align === 'left' ? `${text} ` : text, style.face)) {
    doc.font(run.file).fontSize(style.size).fillColor(style.color);
    doc.text(run.text, at, y, { baseline: 'alphabetic', lineBreak: false, features });
    at += doc.widthOfString(run.text, { features });
  }
}

/** How wide a line becomes, in points. */
export function widthOf(doc: Doc, text: string, style: Style): number {
  return toRuns(text, style.face).reduce(
    (width, run) => width + doc.font(run.file).fontSize(style.size).widthOfString(run.text, { features }),
    0,
  );
}

/**
 * Breaks a text into lines of at most `width`: between words, or within one where a script has no
 * spaces or a word is too long. What is beyond the last line is cut with `…`.
 */
export function breakLines(doc: Doc, text: string, style: Style, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (line === '' || fits(line + piece)) line += piece;
    else {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    }
    if (!fits(line)) [line = ''] = pushBroken(line);
  }
  if (line.trim()) lines.push(line.trimEnd());
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), shorten(lines[most - 1] ?? '')];

  function fits(candidate: string): boolean {
    return widthOf(doc, candidate.trimEnd(), style) <= width;
  }

  function pushBroken(word: string): string[] {
    let part = '';
    for (const letter of graphemes(word)) {
      if (part !== '' && !fits(part + letter)) {
        lines.push(part);
        part = '';
      }
      part += letter;
    }
    return [part];
  }

  function shorten(last: string): string {
    const letters = graphemes(last);
    while (letters.length > 0 && !fits(letters.join('') + '…')) letters.pop();
    return letters.join('').trimEnd() + '…';
  }
}

/** The name if its letters can be set, or the handle, which always can. */
export function legibleName(creator: { name: string; handle: string }, face: Face): string {
  return isLegible(creator.name, face) ? creator.name : creator.handle;
}

function pieces(text: string): string[] {
  return text.match(/\S+\s*/gu) ?? [];
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
function graphemes(text: string): string[] {
  return [...segmenter.segment(text)].map((part) => part.segment);
}
