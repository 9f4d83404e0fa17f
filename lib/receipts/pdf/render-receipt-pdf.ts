import { cleanText } from '@/lib/mail';
import { wordReceipt, type ReceiptWords } from '../receipt-words';
import type { ReceiptView } from '../receipt-view';
import { serif } from './faces';
import { breakLines, legibleName } from './set-text';
import { dashes, drawSheet, factBlock, lineBlock, SHEET_WIDTH, space, style, textBlock, type Block } from './sheet';

/** The receipt of a tip as a PDF. The same view always gives the same bytes. */
export async function renderReceiptPdf(view: ReceiptView): Promise<Buffer> {
  const name = legibleName({ name: cleanText(view.creator.name), handle: view.creator.handle }, serif);
  const words = wordReceipt(view, name);
  return drawSheet({
    title: words.title,
    documentTitle: `${words.title} ${view.number}: ${name}`,
    subject: `${words.total.label} ${words.total.sum}`,
    author: cleanText(view.operatorName),
    createdAt: view.at,
    build: (doc) => blocksOf(doc, view, words, name),
  });
}

function blocksOf(doc: PDFKit.PDFDocument, view: ReceiptView, words: ReceiptWords, name: string): Block[] {
  const handle = `@${view.creator.handle}`;
  return [
    textBlock(doc, breakLines(doc, name, style.name, SHEET_WIDTH, 2), style.name, 22, 'H2'),
    textBlock(doc, [`${handle} · ${words.when}`], style.small, 14, 'P'),
    dashes(doc, 16),
    ...words.lines.map((line) => lineBlock(doc, line, style.label, style.sum, 16.5)),
    dashes(doc, 14),
    lineBlock(doc, words.total, style.totalLabel, style.totalSum, 24),
    space(8),
    textBlock(doc, breakLines(doc, words.note, style.small, SHEET_WIDTH, 3), style.small, 11.5, 'P'),
    space(8),
    ...words.facts.map(([label, value]) => factBlock(doc, label, value)),
  ];
}
