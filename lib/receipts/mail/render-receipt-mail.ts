import { formatMoney } from '@/lib/money';
import { cleanLines, cleanText, imprint } from '@/lib/mail';
import { wordReceipt } from '../receipt-words';
import type { ReceiptStatus, ReceiptView } from '../receipt-view';
import { receiptHtml } from './receipt-html';
import { receiptText } from './receipt-text';

/** Where the mail leads, as absolute addresses of ours. */
export type ReceiptUrls = { receiptUrl: string; pdfUrl: string | null; creatorUrl: string; feesUrl: string };

/** What both forms of the mail are made of; everything in it is plain text. */
export type MailWords = ReturnType<typeof wordReceipt> & {
  heading: string;
  creatorName: string;
  handle: string;
  thankYou: string | null;
  imprint: string;
};

/** The receipt as a mail: a subject of one line, plain text, and HTML that needs nothing from outside. */
export function renderReceiptMail(view: ReceiptView, urls: ReceiptUrls): { subject: string; text: string; html: string } {
  const creatorName = cleanText(view.creator.name);
  const sum = formatMoney(view.sums.youPayMinor, view.currency);
  const words: MailWords = {
    ...wordReceipt(view, creatorName),
    heading: HEADINGS[view.status](creatorName),
    creatorName,
    handle: view.creator.handle,
    thankYou: view.status === 'paid' || view.status === 'on_its_way' ? cleanLines(view.thankYou ?? '') || null : null,
    imprint: imprint(view.operatorName),
  };
  return { subject: SUBJECTS[view.status](creatorName, sum), text: receiptText(words, urls), html: receiptHtml(words, urls) };
}

const SUBJECTS: Record<ReceiptStatus, (name: string, sum: string) => string> = {
  paid: (name, sum) => `Your tip to ${name}: ${sum}`,
  on_its_way: (name, sum) => `On its way to ${name}: ${sum}`,
  refunded: (name, sum) => `Refunded: your tip to ${name}, ${sum}`,
  failed: (name, sum) => `Not paid: your tip to ${name}, ${sum}`,
  disputed: (name, sum) => `Disputed: your tip to ${name}, ${sum}`,
  charged_back: (name, sum) => `Taken back by your bank: your tip to ${name}, ${sum}`,
};

const HEADINGS: Record<ReceiptStatus, (name: string) => string> = {
  paid: (name) => `Thank you, says ${name}`,
  on_its_way: (name) => `Your tip to ${name} is on its way`,
  refunded: (name) => `Your tip to ${name} was given back`,
  failed: (name) => `Your tip to ${name} was not paid`,
  disputed: (name) => `Your tip to ${name} is disputed`,
  charged_back: (name) => `Your bank took your tip to ${name} back`,
};
