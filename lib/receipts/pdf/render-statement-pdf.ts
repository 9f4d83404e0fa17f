import { cleanText } from '@/lib/mail';
import { wordStatement, type StatementView, type StatementWords } from '../statement-words';
import { serif } from './faces';
import { breakLines, legibleName } from './set-text';
import { dashes, drawSheet, lineBlock, SHEET_WIDTH, space, style, textBlock, type Block } from './sheet';

/** A creator's month as a PDF. The same view always gives the same bytes. */
export async function renderStatementPdf(view: StatementView): Promise<Buffer> {
  const words = wordStatement(view);
  const name = legibleName({ name: cleanText(view.creator.name), handle: view.creator.handle }, serif);
  return drawSheet({
    title: 'Statement',
    documentTitle: `Statement ${view.month}: ${name}`,
    subject: `${words.net.label} ${words.net.sum}`,
    author: cleanText(view.operatorName),
    createdAt: view.at,
    build: (doc) => blocksOf(doc, view, words, name),
  });
}

function blocksOf(doc: PDFKit.PDFDocument, view: StatementView, words: StatementWords, name: string): Block[] {
  const plain = (line: { label: string; sum: string }) => lineBlock(doc, line, style.label, style.sum, 16.5);
  return [
    textBlock(doc, breakLines(doc, name, style.name, SHEET_WIDTH, 2), style.name, 22, 'H2'),
    textBlock(doc, [`@${view.creator.handle} · ${view.month}, UTC`], style.small, 14, 'P'),
    dashes(doc, 16),
    ...words.lines.map(plain),
    dashes(doc, 14),
    lineBlock(doc, words.net, style.totalLabel, style.totalSum, 24),
    space(14),
    ...words.purse.map(plain),
    dashes(doc, 12),
    lineBlock(doc, words.end, style.totalLabel, style.item, 18),
    ...words.where.map(plain),
    space(10),
    ...words.notes.map((note) => textBlock(doc, breakLines(doc, note, style.small, SHEET_WIDTH, 3), style.small, 11.5, 'P')),
  ];
}
