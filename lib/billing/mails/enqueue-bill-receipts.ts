import { sql } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { enqueueMails, type Mail } from '@/lib/mail';
import { renderBillMail } from '@/lib/receipts';
import { billPath } from '../bill-link';
import { readBillReceipts, toBillView, type BillReceipt } from '../bill-receipt';

const MOST = 200;

/**
 * Enqueues the receipts of paid bills, in the transaction in which their fee became known; the same
 * bill only once. A fixed number of statements, however many bills a settlement has.
 *
 * @param now business time
 */
export async function enqueueBillReceipts(tx: Tx, billIds: string[], now: Date): Promise<void> {
  const receipts = await readBillReceipts(tx, billIds, now);
  const mails = [...receipts.values()].flatMap((receipt) => {
    const mail = receipt.bill.status === 'paid' ? toMail(receipt) : null;
    return mail ? [mail] : [];
  });
  await enqueueMails(tx, mails);
}

/**
 * Enqueues the receipts of bills that were paid before `before` (business time) and whose fee the
 * processor has not told since, as "estimated": nobody waits for ever for what they paid.
 *
 * @returns how many bills were found
 */
export async function mailLateBillReceipts(before: Date): Promise<number> {
  return inTransaction(async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      select b.id from bill b
      where b.status = 'paid' and b.processor_fee_minor is null and b.paid_at < ${before.toISOString()}::timestamptz
        and not exists (select from mail_message m where m.key = 'bill_receipt:' || b.id)
      order by b.paid_at limit ${MOST}`);
    await enqueueBillReceipts(tx, rows.map(({ id }) => id), before);
    return rows.length;
  });
}

/** Words that people typed must never be able to stop the money: a receipt that cannot be drawn is logged. */
function toMail(receipt: BillReceipt): Mail | null {
  const { bill, fan: { email } } = receipt;
  if (!email) return null;
  const base = env().APP_URL.replace(/\/$/, '');
  const billUrl = base + billPath(bill.id);
  try {
    const mail = renderBillMail(toBillView(receipt), {
      billUrl, pdfUrl: `${billUrl}/pdf`, tabUrl: `${base}/account/tab`, feesUrl: `${base}/fees`,
    });
    return { key: `bill_receipt:${bill.id}`, recipient: email, ...mail };
  } catch (error) {
    log.error('bill_receipt.not_drawn', error, { bill: bill.id });
    return null;
  }
}
