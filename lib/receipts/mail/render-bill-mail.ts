import { buttonHtml, cleanText, escapeHtml, frameHtml, imprint, linkHtml, paragraphHtml, sheetHtml, sheetText, type SheetLine } from '@/lib/mail';
import type { BillView } from '../bill-view';
import { wordBill, type BillWords } from '../bill-words';

/** Where the mail leads, as absolute addresses of ours. */
export type BillUrls = { billUrl: string; pdfUrl: string; tabUrl: string; feesUrl: string };

/** The receipt of a bill as a mail: one line of subject, plain text, and HTML that needs nothing from outside. */
export function renderBillMail(view: BillView, urls: BillUrls): { subject: string; text: string; html: string } {
  const words = wordBill(view);
  const heading = `Paid: ${words.paid.sum} in one charge`;
  const by = imprint(view.operatorName);
  return {
    subject: `Your receipt: ${words.paid.sum} for ${linesInWords(words)}`,
    text: textOf(heading, words, urls, by),
    html: htmlOf(heading, words, urls, by),
  };
}

function linesInWords({ lines }: BillWords): string {
  const creators = new Set(lines.map(({ creator }) => creator));
  const [only = ''] = creators;
  return creators.size === 1 ? cleanText(only) : `${creators.size} creators`;
}

function rowsOf(words: BillWords): SheetLine[] {
  return words.lines.map(({ creator, what, sum, received }) => [creator, sum, `${what} · ${received}`]);
}

function splitOf(words: BillWords): [string, string][] {
  return words.fees.map(({ label, sum }) => [label, sum]);
}

function textOf(heading: string, words: BillWords, urls: BillUrls, by: string): string {
  const paragraphs = [
    heading,
    sheetText(rowsOf(words), [words.paid.label, words.paid.sum]),
    sheetText(splitOf(words), [words.received.label, words.received.sum]),
    words.note,
    [words.when, ...words.facts.map(([label, value]) => `${label}: ${value}`)].join('\n'),
    [`Your receipt: ${urls.billUrl}`, `As PDF: ${urls.pdfUrl}`, `Your tab: ${urls.tabUrl}`, `How fees work: ${urls.feesUrl}`].join('\n'),
    `${by}. Who has the link to your receipt can read it.`,
  ];
  return paragraphs.join('\n\n') + '\n';
}

function htmlOf(heading: string, words: BillWords, urls: BillUrls, by: string): string {
  const facts = [words.when, ...words.facts.map(([label, value]) => `${label}: ${value}`)].map(escapeHtml).join('<br>');
  const gap = '<div style="height:16px;line-height:16px;font-size:0"></div>';
  return frameHtml({
    heading,
    preview: `${words.received.label} ${words.received.sum}`,
    blocks: [
      sheetHtml(rowsOf(words), [words.paid.label, words.paid.sum]) + gap,
      sheetHtml(splitOf(words), [words.received.label, words.received.sum]) + gap,
      paragraphHtml(words.note, 'second'),
      `<div class="second" style="color:#6b6056;padding:0 0 20px;font-size:14px">${facts}</div>`,
      `${buttonHtml('Open your receipt', urls.billUrl)}<div style="padding-top:16px">${linkHtml('Receipt as PDF', urls.pdfUrl)} &nbsp;·&nbsp; ${linkHtml('Your tab', urls.tabUrl)}</div>`,
    ],
    foot: `${escapeHtml(by)}. Who has the link to your receipt can read it. ${linkHtml('How fees work', urls.feesUrl, 'second')}`,
  });
}
