import { imprint } from '@/lib/mail';
import { sans, sansBold, serif } from './faces';
import { breakLines, setLine, widthOf, type Style } from './set-text';

type Doc = PDFKit.PDFDocument;

/**
 * Points; the page is as wide as A6 and as long as its lines need, like a till roll. Beyond `most`
 * another page begins: a reader of PDF 1.7 need not take more than 14,400.
 */
const PAGE = { width: 297.64, least: 419.53, most: 12_000, edge: 20, inset: 20, head: 54 };
const LEFT = PAGE.edge + PAGE.inset;
const RIGHT = PAGE.width - LEFT;
const TOOTH = 4.6;
const FOOT = 34;
const ink = { paper: '#fbf8f3', sheet: '#fffdf9', ink: '#221c16', second: '#6b6056', edge: '#8c7f72', copper: '#a8521f' };

/** How wide a text may be on the sheet, in points. */
export const SHEET_WIDTH = RIGHT - LEFT;

export const style = {
  brand: { face: serif, size: 14, color: ink.ink },
  title: { face: sans, size: 8.5, color: ink.second },
  name: { face: serif, size: 18, color: ink.ink },
  small: { face: sans, size: 8, color: ink.second },
  label: { face: sans, size: 9.5, color: ink.second },
  item: { face: sansBold, size: 9.5, color: ink.ink },
  sum: { face: sans, size: 9.5, color: ink.ink },
  totalLabel: { face: sansBold, size: 9.5, color: ink.ink },
  totalSum: { face: serif, size: 17, color: ink.ink },
  fact: { face: sansBold, size: 8, color: ink.ink },
} satisfies Record<string, Style>;

/** A part of the sheet that knows its height before it is drawn. */
export type Block = { height: number; tag: string | null; draw: (top: number) => void };

/** What a sheet is apart from its lines; everything in it is plain text. */
export type Sheet = {
  /** In the head, to the right; also begins the document's title. */
  title: string;
  documentTitle: string;
  subject: string;
  author: string;
  createdAt: Date;
  /** Measures and makes the lines. */
  build: (doc: Doc) => Block[];
};

/**
 * Draws a sheet as a PDF, set like our receipts on the screen, with its own fonts, a title, a
 * language and tags for screen readers. The same sheet always gives the same bytes.
 */
export async function drawSheet(sheet: Sheet): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const doc = new PDFDocument({
    autoFirstPage: false,
    // An empty name keeps PDFKit from loading Helvetica, which we never set.
    font: '',
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    info: {
      Title: sheet.documentTitle,
      Author: sheet.author,
      Subject: sheet.subject,
      Creator: 'Tuppence',
      Producer: 'Tuppence',
      CreationDate: sheet.createdAt,
    },
  });
  const done = collect(doc);
  const root = doc.struct('Document');
  // Measuring needs no page; the page needs the measure.
  const pages = paginate(sheet.build(doc));
  pages.forEach((blocks, at) => drawPage(doc, root, blocks, sheet, at === 0));
  root.end();
  doc.end();
  return done;
}

function paginate(blocks: Block[]): Block[][] {
  const pages: Block[][] = [[]];
  let height = 0;
  for (const block of blocks) {
    if (height + block.height > PAGE.most) {
      pages.push([]);
      height = 0;
    }
    pages.at(-1)?.push(block);
    height += block.height;
  }
  return pages;
}

function drawPage(doc: Doc, root: PDFKit.PDFStructureElement, blocks: Block[], sheet: Sheet, isFirst: boolean): void {
  const bottom = PAGE.head + 22 + blocks.reduce((height, block) => height + block.height, 0) + 14;
  const height = Math.max(PAGE.least, bottom + TOOTH + FOOT);
  doc.addPage({ size: [PAGE.width, height], margin: 0 });
  if (isFirst) doc.addStructure(root);
  drawArtifact(doc, () => drawPaper(doc, height, bottom));
  root.add(doc.struct(isFirst ? 'H1' : 'P', {}, () => drawHead(doc, sheet.title)));
  let top = PAGE.head + 22;
  for (const block of blocks) {
    const at = top;
    if (block.tag === null) drawArtifact(doc, () => block.draw(at));
    else root.add(doc.struct(block.tag, {}, () => block.draw(at)));
    top += block.height;
  }
  root.add(doc.struct('P', {}, () => drawFoot(doc, height, sheet.author)));
}

/** One element for the whole text, drawn line by line. */
export function textBlock(doc: Doc, lines: string[], set: Style, leading: number, tag: string): Block {
  const draw = (top: number) =>
    lines.forEach((line, at) => setLine(doc, line, LEFT, top + (at + 0.72) * leading, set));
  return { height: lines.length * leading, tag, draw };
}

/** A label that is too long for its line (a long name) takes lines of its own above the sum. */
export function lineBlock(doc: Doc, line: { label: string; sum: string }, label: Style, sum: Style, leading: number): Block {
  const room = SHEET_WIDTH - widthOf(doc, line.sum, sum) - 10;
  const labels = breakLines(doc, line.label, label, room, 3);
  const height = leading + (labels.length - 1) * label.size * 1.3;
  return {
    height,
    tag: 'P',
    draw: (top) => {
      const base = top + height - leading * 0.3;
      labels.forEach((text, at) => setLine(doc, text, LEFT, base - (labels.length - 1 - at) * label.size * 1.3, label));
      setLine(doc, line.sum, RIGHT, base, sum, 'right');
    },
  };
}

/** Label and value in small print. */
export function factBlock(doc: Doc, label: string, value: string): Block {
  const [shown = ''] = breakLines(doc, value, style.fact, SHEET_WIDTH - 60, 1);
  return {
    height: 12,
    tag: 'P',
    draw: (top) => {
      setLine(doc, label, LEFT, top + 9, style.small);
      setLine(doc, shown, RIGHT, top + 9, style.fact, 'right');
    },
  };
}

/** The dashed rule above a total. */
export function dashes(doc: Doc, height: number): Block {
  const draw = (top: number) => {
    const y = top + height / 2;
    doc.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(0.6).dash(2.4, { space: 2 }).stroke(ink.edge).undash();
  };
  return { height, tag: null, draw };
}

/** Nothing, so high. */
export function space(height: number): Block {
  return { height, tag: null, draw: () => undefined };
}

function drawHead(doc: Doc, title: string): void {
  setLine(doc, 'Tuppence', PAGE.edge + 27, 35, style.brand);
  setLine(doc, title, PAGE.width - PAGE.edge, 35, style.title, 'right');
}

function drawFoot(doc: Doc, height: number, operatorName: string): void {
  const [line = ''] = breakLines(doc, imprint(operatorName), style.small, PAGE.width - 2 * PAGE.edge, 1);
  setLine(doc, line, PAGE.edge, height - 16, style.small);
}

/** Paper, the sheet with its torn edge under a copper rule, and our two pennies. */
function drawPaper(doc: Doc, height: number, bottom: number): void {
  const [left, right] = [PAGE.edge, PAGE.width - PAGE.edge];
  doc.rect(0, 0, PAGE.width, height).fill(ink.paper);
  const teeth = Math.round((right - left) / (2 * TOOTH));
  const step = (right - left) / teeth;
  doc.moveTo(left, PAGE.head).lineTo(right, PAGE.head).lineTo(right, bottom);
  for (let tooth = 0; tooth < teeth; tooth += 1) {
    const x = right - tooth * step;
    doc.lineTo(x - step / 2, bottom + TOOTH).lineTo(x - step, bottom);
  }
  doc.closePath().fill(ink.sheet);
  doc.rect(left, PAGE.head - 1.1, right - left, 2.2).fill(ink.copper);
  drawPennies(doc, left, 20, 22 / 40);
}

/** The mark of public/art/tuppence-penny.svg. */
function drawPennies(doc: Doc, x: number, y: number, scale: number): void {
  doc.save().translate(x, y).scale(scale);
  doc.circle(25, 16, 14).fill('#8f4318');
  doc.circle(16, 16, 15.5).fill(ink.paper);
  doc.circle(15, 16, 14).fill('#b3602c');
  doc.circle(15, 16, 10.5).lineWidth(1.5).stroke('#e3a273');
  doc.path('M11.2 13.1c.1-2.2 1.7-3.7 3.9-3.7s3.8 1.4 3.8 3.4c0 3.4-6.7 4.9-7.5 9h7.7');
  doc.lineWidth(2.25).lineCap('round').lineJoin('round').stroke('#fbe9da');
  doc.restore();
}

/** What a screen reader shall pass over. */
function drawArtifact(doc: Doc, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}

function collect(doc: Doc): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
