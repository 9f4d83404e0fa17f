import type { Tx } from '@/db/client';
import { formatDay } from '@/lib/dates';
import { enqueueMail } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { billPath } from '../bill-link';
import { findBillReceipt, type BillReceipt } from '../bill-receipt';
import { reasonWords } from '../reason-words';
import { absolute, drawMail, rowsOf } from './draw-mail';

/**
 * Reminds a fan that a bill of theirs is about to be given up, line by line, with the day and the one
 * page that mends it: once for a bill.
 *
 * @param now business time
 */
export async function enqueueBillReminder(tx: Tx, billId: string, now: Date): Promise<void> {
  const receipt = await findBillReceipt(tx, billId, now);
  if (!receipt?.fan.email || !receipt.bill.writeOffAt) return;
  const mail = drawMail({ key: `bill_reminder:${billId}`, recipient: receipt.fan.email, ...wordsOf(receipt, receipt.bill.writeOffAt) });
  if (mail) await enqueueMail(tx, mail);
}

function wordsOf(receipt: BillReceipt, writeOffAt: Date) {
  const { bill, fan } = receipt;
  const [sum, day] = [formatMoney(bill.amountMinor, bill.currency), formatDay(writeOffAt, fan)];
  const { what, help } = reasonWords({ code: bill.failureCode, kind: bill.failureKind });
  const again = bill.nextAttemptAt ? `We try the card once more on ${formatDay(bill.nextAttemptAt, fan)}. ` : '';
  const title = `Your bill of ${sum} is open until ${day}`;
  return {
    subject: title,
    words: {
      title,
      paragraphs: [
        `${what} ${help}`,
        `${again}If it is not paid by ${day}, it is given up: the pledges on it end, and what they opened to you is closed. Paid before, nothing changes.`,
      ],
      rows: rowsOf(receipt),
      total: ['Open', sum] as [string, string],
      button: { label: 'Pay or save another card', url: absolute(billPath(bill.id)) },
      foot: 'This is the last mail before that day. Who has its link can pay the bill, and nothing else.',
    },
  };
}
