import { cleanText } from '@/lib/mail';
import { wordPayout, type PayoutView, type PayoutWords } from '../payout-words';
import { serif } from './faces';
import { breakLines, legibleName } from './set-text';
import { dashes, drawSheet, factBlock, lineBlock, SHEET_WIDTH, space, style, textBlock, type Block } from './sheet';

/** A payout's statement as a PDF. The same view always gives the same bytes. */
export async function renderPayoutPdf(view: PayoutView): Promise<Buffer> {
  const words = wordPayout({ ...view, operatorName: cleanText(view.operatorName) });
  const name = legibleName({ name: cleanText(view.creator.name), handle: view.creator.handle }, serif);
  return drawSheet({
    title: 'Payout',
    documentTitle: `Payout ${view.askedOn}: ${name}`,
    subject: `${words.net.label} ${words.net.sum}`,
    author: cleanText(view.operatorName),
    createdAt: view.at,
    build: (doc) => blocksOf(doc, view, words, name),
  });
}

function blocksOf(doc: PDFKit.PDFDocument, view: PayoutView, words: PayoutWords, name: string): Block[] {
  return [
    textBlock(doc, breakLines(doc, name, style.name, SHEET_WIDTH, 2), style.name, 22, 'H2'),
    textBlock(doc, [`@${view.creator.handle}`], style.small, 14, 'P'),
    dashes(doc, 16),
    ...words.lines.map((line) => lineBlock(doc, line, style.label, style.sum, 16.5)),
    dashes(doc, 14),
    lineBlock(doc, words.net, style.totalLabel, style.totalSum, 24),
    space(14),
    ...words.facts.map(({ label, sum }) => factBlock(doc, label, cleanText(sum))),
    space(10),
    textBlock(doc, breakLines(doc, words.note, style.small, SHEET_WIDTH, 3), style.small, 11.5, 'P'),
  ];
}
