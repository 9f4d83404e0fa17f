import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { renderMail, type Mail, type MailWords, type SheetLine } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { wordLine, type BillViewLine } from '@/lib/receipts';
import type { BillReceipt } from '../bill-receipt';

/** What a mail about a bill says, and to whom it goes. */
export type BillMail = { key: string; recipient: string; subject: string; words: MailWords };

/**
 * Draws a mail about a bill. Words that people typed must never be able to stop the money: one that
 * cannot be drawn is logged and left out.
 */
export function drawMail({ key, recipient, subject, words }: BillMail): Mail | null {
  try {
    return { key, recipient, subject, ...renderMail(words) };
  } catch (error) {
    log.error('bill_mail.not_drawn', error, { key });
    return null;
  }
}

/** An absolute address of ours. */
export function absolute(path: string): string {
  return env().APP_URL.replace(/\/$/, '') + path;
}

/** The lines of a bill as rows of a mail, each with its creator. */
export function rowsOf({ lines, bill }: Pick<BillReceipt, 'bill'> & { lines: readonly (BillViewLine & { status: string })[] }): SheetLine[] {
  return lines
    .filter(({ status }) => status !== 'dropped')
    .map((line) => [line.creator.name, formatMoney(line.amountMinor, bill.currency), wordLine(line)]);
}
