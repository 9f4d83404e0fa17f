import type { Tx } from '@/db/client';
import { formatDay, type DateReader } from '@/lib/dates';
import { enqueueMail } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { billPath } from '../bill-link';
import { findBillReceipt, type BillReceipt } from '../bill-receipt';
import { reasonWords } from '../reason-words';
import { absolute, drawMail, rowsOf } from './draw-mail';

/**
 * Tells a fan that their bill could not be charged, why, and the one page that mends it: once for a
 * bill, whatever the retries. Nothing they support stops meanwhile, and the mail says so.
 *
 * @param now business time
 */
export async function enqueueBillRefused(tx: Tx, billId: string, now: Date): Promise<void> {
  await enqueue(tx, billId, now, 'bill_refused');
}

/**
 * Tells a fan that their bank wants them to confirm a charge themselves, with the link to the page
 * on which they can: once for a bill.
 *
 * @param now business time
 */
export async function enqueueBillAuthenticate(tx: Tx, billId: string, now: Date): Promise<void> {
  await enqueue(tx, billId, now, 'bill_authenticate');
}

async function enqueue(tx: Tx, billId: string, now: Date, occasion: 'bill_refused' | 'bill_authenticate'): Promise<void> {
  const receipt = await findBillReceipt(tx, billId, now);
  if (!receipt?.fan.email) return;
  const mail = drawMail({ key: `${occasion}:${billId}`, recipient: receipt.fan.email, ...wordsOf(receipt, occasion) });
  if (mail) await enqueueMail(tx, mail);
}

function wordsOf(receipt: BillReceipt, occasion: 'bill_refused' | 'bill_authenticate') {
  const { bill, fan } = receipt;
  const sum = formatMoney(bill.amountMinor, bill.currency);
  const { what, help } = reasonWords({ code: bill.failureCode, kind: bill.failureKind });
  const confirms = occasion === 'bill_authenticate';
  const title = confirms ? `Please confirm your bill of ${sum}` : `Your bill of ${sum} could not be charged`;
  return {
    subject: title,
    words: {
      title,
      paragraphs: [`${what} ${help}`, graceWords(receipt, fan)],
      rows: rowsOf(receipt),
      total: ['Open', sum] as [string, string],
      button: { label: confirms ? 'Pay and confirm' : 'Pay or save another card', url: absolute(billPath(bill.id)) },
      foot: 'This mail comes once for a bill. Who has its link can pay the bill, and nothing else.',
    },
  };
}

/** What happens by itself, and until when; days as the fan reads them. */
export function graceWords({ bill }: Pick<BillReceipt, 'bill'>, reader: DateReader): string {
  const until = bill.writeOffAt ? ` until ${formatDay(bill.writeOffAt, reader)}` : '';
  const again = bill.nextAttemptAt ? ` We try the card again on ${formatDay(bill.nextAttemptAt, reader)}.` : '';
  return `What you support stays open to you${until}.${again} Until the bill is paid, nothing new goes on your tab.`;
}
