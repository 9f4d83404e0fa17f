import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openSync, type Font } from 'fontkit';
import { z } from 'zod';

/** One weight of one family, as an npm package brings it: a file for each part of Unicode. */
type Family = { name: string; weight: 400 | 600 | 700 };
/** Families in the order in which they are asked for a letter. */
export type Face = readonly Family[];
/** A stretch of text that one file can set. */
export type Run = { file: string; text: string };

/*
 * Latin comes in our own two faces; Greek, Cyrillic, Vietnamese and Devanagari in Noto Sans, Japanese
 * in BIZ UDPGothic. WOFF and not WOFF2: PDFKit embeds only outlines that lie there as they are, and
 * would silently set nothing.
 */
const fraunces: Family = { name: 'fraunces', weight: 600 };
export const serif: Face = [fraunces, { name: 'noto-sans', weight: 600 }, { name: 'biz-udpgothic', weight: 700 }];
export const sans: Face = [
  { name: 'instrument-sans', weight: 400 },
  { name: 'noto-sans', weight: 400 },
  { name: 'biz-udpgothic', weight: 400 },
];
export const sansBold: Face = [
  { name: 'instrument-sans', weight: 600 },
  { name: 'noto-sans', weight: 600 },
  { name: 'biz-udpgothic', weight: 700 },
];

/** What stands for letters that no file has. */
const GAP = '…';

/**
 * Splits a text into runs that can be set without a single empty box. Letters of scripts that we
 * carry no file for (Arabic, Hangul, emoji) become one `…` together; the caller names the
 * creator's handle beside it, which is always plain Latin.
 */
export function toRuns(text: string, face: Face): Run[] {
  const runs: Run[] = [];
  for (const letter of text.normalize('NFC')) {
    const last = runs.at(-1);
    // What only joins its neighbours has nothing to join beside a gap.
    if (isInvisible(letter) && (!last || last.text.endsWith(GAP))) continue;
    // A mark or a space stays with what it follows wherever it can: shaping needs its neighbours.
    const file = last && carries(last.file, letter) && !prefers(letter, face, last.file) ? last.file : fileFor(letter, face);
    if (file) append(runs, file, letter);
    else if (!isInvisible(letter)) gap(runs, face);
  }
  return runs;
}

/** Whether anything of a text can be read once it is set. */
export function isLegible(text: string, face: Face): boolean {
  return toRuns(text, face).some((run) => /[\p{L}\p{N}]/u.test(run.text));
}

function gap(runs: Run[], face: Face): void {
  const file = fileFor(GAP, face);
  if (file && !runs.at(-1)?.text.trimEnd().endsWith(GAP)) append(runs, file, GAP);
}

function append(runs: Run[], file: string, text: string): void {
  const last = runs.at(-1);
  if (last?.file === file) last.text += text;
  else runs.push({ file, text });
}

/** A letter goes back to an earlier family as soon as that has it; spaces and marks do not. */
function prefers(letter: string, face: Face, current: string): boolean {
  return /[\p{L}\p{N}]/u.test(letter) && fileFor(letter, face) !== current;
}

function fileFor(letter: string, face: Face): string | null {
  for (const family of face) {
    for (const file of filesThatMay(family, letter.codePointAt(0) ?? 0)) {
      if (carries(file, letter)) return file;
    }
  }
  return null;
}

function isInvisible(letter: string): boolean {
  return /[\p{Cf}\p{Cc}\ufe00-\ufe0f]/u.test(letter);
}

type Part = { file: string; ranges: [number, number][] };
const partsOf = new Map<string, Part[]>();
const opened = new Map<string, Font>();

/** The package says which part of Unicode each file may have; whether it has, only the file knows. */
function filesThatMay(family: Family, codePoint: number): string[] {
  const key = `${family.name} ${family.weight}`;
  let parts = partsOf.get(key);
  if (!parts) {
    parts = readParts(family);
    partsOf.set(key, parts);
  }
  return parts
    .filter(({ ranges }) => ranges.some(([from, to]) => from <= codePoint && codePoint <= to))
    .map(({ file }) => file);
}

function readParts({ name, weight }: Family): Part[] {
  const folder = folderOf(name);
  const listed = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path.join(folder, 'unicode.json'), 'utf8')));
  return Object.entries(listed).map(([part, ranges]) => ({
    file: path.join(folder, 'files', `${name}-${part.replace(/[[\]]/g, '')}-${weight}-normal.woff`),
    ranges: ranges.split(',').map(parseRange),
  }));
}

function parseRange(range: string): [number, number] {
  const [from = '', to = from] = range.replace('U+', '').split('-');
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}

/** Found from the folder that we are started in, because a bundle lies elsewhere than its source. */
function folderOf(name: string): string {
  const resolve = createRequire(path.join(process.cwd(), 'package.json')).resolve;
  return path.dirname(resolve(`@fontsource/${name}/unicode.json`));
}

function carries(file: string, letter: string): boolean {
  let font = opened.get(file);
  if (!font) {
    font = openFont(file);
    opened.set(file, font);
  }
  return font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
}

function openFont(file: string): Font {
  const font = openSync(file);
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${path.basename(file)} is a collection, no font`);
  return font;
}
