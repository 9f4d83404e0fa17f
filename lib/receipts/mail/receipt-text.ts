import { sheetText } from '@/lib/mail';
import type { MailWords, ReceiptUrls } from './render-receipt-mail';

/** The mail as plain text, its sums in a column for readers with a fixed-width font. */
export function receiptText(words: MailWords, urls: ReceiptUrls): string {
  const paragraphs = [
    words.heading,
    words.thankYou && words.thankYou.split('\n').map((line) => `> ${line}`.trimEnd()).join('\n'),
    sheetText(words.lines.map((line) => [line.label, line.sum]), [words.total.label, words.total.sum]),
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
