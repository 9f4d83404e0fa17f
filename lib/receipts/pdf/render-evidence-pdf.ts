import { cleanText } from '@/lib/mail';
import type { EvidencePaper } from '../evidence-paper';
import { breakLines } from './set-text';
import { dashes, drawSheet, factBlock, lineBlock, SHEET_WIDTH, space, style, textBlock, type Block } from './sheet';

/** Lines of one paragraph that are printed; longer words stand in full on the screen. */
const PARAGRAPH_MOST = 60;

/** What we know of a disputed payment as a PDF, for its bank. The same paper always gives the same bytes. */
export async function renderEvidencePdf(paper: EvidencePaper): Promise<Buffer> {
  return drawSheet({
    title: paper.title,
    documentTitle: `${paper.title} ${paper.number}`,
    subject: `${paper.total.label} ${paper.total.sum}`,
    author: cleanText(paper.operatorName),
    createdAt: paper.at,
    build: (doc) => blocksOf(doc, paper),
  });
}

function blocksOf(doc: PDFKit.PDFDocument, paper: EvidencePaper): Block[] {
  const paragraph = (line: string) => textBlock(doc, breakLines(doc, cleanText(line), style.small, SHEET_WIDTH, PARAGRAPH_MOST), style.small, 11.5, 'P');
  return [
    textBlock(doc, breakLines(doc, `Dispute ${paper.number}`, style.item, SHEET_WIDTH, 2), style.item, 16, 'H2'),
    dashes(doc, 14),
    ...paper.lines.map(({ label, sum }) => lineBlock(doc, { label: cleanText(label), sum }, style.label, style.sum, 16.5)),
    dashes(doc, 14),
    lineBlock(doc, paper.total, style.totalLabel, style.totalSum, 24),
    space(8),
    ...paper.facts.map(([label, value]) => factBlock(doc, label, cleanText(value))),
    ...paper.sections.flatMap(({ title, lines }) => [
      space(10),
      textBlock(doc, [title], style.item, 15, 'H2'),
      ...lines.map(paragraph),
    ]),
  ];
}
