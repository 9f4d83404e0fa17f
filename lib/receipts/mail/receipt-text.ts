import type { MailWords, ReceiptUrls } from './render-receipt-mail';

/** Fits a phone that draws it in a fixed-width font. */
const WIDTH = 36;

/** The mail as plain text, its sums in a column for readers with a fixed-width font. */
export function receiptText(words: MailWords, urls: ReceiptUrls): string {
  const paragraphs = [
    words.heading,
    words.thankYou && words.thankYou.split('\n').map((line) => `> ${line}`.trimEnd()).join('\n'),
    [
      ...words.lines.map((line) => row(line.label, line.sum)),
      '-'.repeat(WIDTH),
      row(words.total.label, words.total.sum),
    ].join('\n'),
    words.note,
    [words.when, ...words.facts.map(([label, value]) => `${label}: ${value}`)].join('\n'),
    [
      `Your receipt: ${urls.receiptUrl}`,
      urls.pdfUrl && `As PDF: ${urls.pdfUrl}`,
      `${words.creatorName}: ${urls.creatorUrl}`,
      `How fees work: ${urls.feesUrl}`,
    ].filter(Boolean).join('\n'),
    `${words.imprint}. Who has the link to your receipt can read it.`,
  ];
  return paragraphs.filter(Boolean).join('\n\n') + '\n';
}

function row(label: string, sum: string): string {
  return label + ' '.repeat(Math.max(2, WIDTH - columns(label) - columns(sum))) + sum;
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
