import { cleanText } from '@/lib/mail';
import type { BillView } from '../bill-view';
import { wordBill, type BillLineWords, type BillWords } from '../bill-words';
import { serif } from './faces';
import { breakLines, legibleName } from './set-text';
import { dashes, drawSheet, factBlock, lineBlock, SHEET_WIDTH, space, style, textBlock, type Block } from './sheet';

/** The receipt of a bill as a PDF, as long as its lines need. The same view always gives the same bytes. */
export async function renderBillPdf(view: BillView): Promise<Buffer> {
  const words = wordBill(view, ({ name, handle }) => legibleName({ name: cleanText(name), handle }, serif));
  return drawSheet({
    title: words.title,
    documentTitle: `${words.title} ${view.number}: ${words.paid.sum}`,
    subject: `${words.paid.label} ${words.paid.sum}`,
    author: cleanText(view.operatorName),
    createdAt: view.at,
    build: (doc) => blocksOf(doc, words),
  });
}

function blocksOf(doc: PDFKit.PDFDocument, words: BillWords): Block[] {
  return [
    textBlock(doc, ['One bill'], style.name, 22, 'H2'),
    textBlock(doc, [words.when], style.small, 14, 'P'),
    dashes(doc, 16),
    ...words.lines.flatMap((line) => lineBlocks(doc, line)),
    dashes(doc, 12),
    lineBlock(doc, words.paid, style.totalLabel, style.totalSum, 24),
    space(8),
    ...words.fees.map((fee) => lineBlock(doc, fee, style.label, style.sum, 16.5)),
    lineBlock(doc, words.received, style.totalLabel, style.item, 18),
    space(10),
    textBlock(doc, breakLines(doc, words.note, style.small, SHEET_WIDTH, 4), style.small, 11.5, 'P'),
    space(8),
    ...words.facts.map(([label, value]) => factBlock(doc, label, value)),
  ];
}

function lineBlocks(doc: PDFKit.PDFDocument, line: BillLineWords): Block[] {
  return [
    lineBlock(doc, { label: line.creator, sum: line.sum }, style.item, style.sum, 14.5),
    lineBlock(doc, { label: line.what, sum: line.received }, style.small, style.small, 11.5),
    space(4),
  ];
}
