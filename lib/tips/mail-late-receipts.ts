import { inArray, sql } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { payment } from '@/db/schema';
import { enqueueReceipt } from './enqueue-receipts';
import { readTips } from './tip-rows';

const MOST = 200;

/**
 * Enqueues the receipts of tips that were collected before `before` (business time) and whose fee
 * the processor has not told since: a fan must not wait for ever for what they paid, so this one
 * says "estimated". When the fee comes, the page shows it; the mail is not sent again.
 *
 * @returns how many were enqueued
 */
export async function mailLateReceipts(before: Date): Promise<number> {
  return inTransaction(async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      select p.id from payment p
      where p.status = 'succeeded' and p.fee_state = 'unknown' and p.settled_at < ${before.toISOString()}::timestamptz
        and p.purpose = 'tip' and p.payer_email is not null
        and not exists (select from mail_message m where m.key = 'receipt:' || p.id)
      order by p.settled_at limit ${MOST}`);
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return 0;
    const tips = await readTips(tx, ids);
    for (const row of await tx.select().from(payment).where(inArray(payment.id, ids))) {
      const found = tips.get(row.id);
      if (found) await enqueueReceipt(tx, 'receipt', found, row);
    }
    return ids.length;
  });
}
