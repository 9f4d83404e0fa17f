import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { bill } from '@/db/schema';

/**
 * Has the open bills of a fan tried at once: their card is a new one. Wake `dunning` and `billing`
 * after the transaction.
 *
 * @param now business time
 */
export async function retryBills(tx: Tx, fanId: string, now: Date): Promise<void> {
  await tx.update(bill).set({ nextAttemptAt: now }).where(and(eq(bill.fanId, fanId), inArray(bill.status, ['due', 'failing'])));
}

/**
 * Has the open bills of a fan tried at once with the card that is charged now, where it is a good one
 * that was not tried for them: another took its place, or came along with a guest's pledge. Those it
 * was tried for keep their days. Wake `dunning` and `billing` after the transaction.
 *
 * @param now business time
 */
export async function retryWithOtherCard(tx: Tx, fanId: string, now: Date): Promise<void> {
  await tx.execute(sql`
    update bill b set next_attempt_at = ${now.toISOString()}::timestamptz from card c
    where b.fan_id = ${fanId} and b.status in ('due', 'failing') and c.fan_id = b.fan_id and c.is_default and c.status = 'good'
      and not exists (select from payment p where p.bill_id = b.id and p.way = 'off_session' and p.payment_method_id = c.payment_method_id)`);
}

/**
 * Has one bill tried at once, as an admin asks. A charge that is under way is not touched.
 *
 * @param now business time
 * @returns whether the bill was open
 */
export async function retryBill(tx: Tx, billId: string, now: Date): Promise<boolean> {
  const changed = await tx
    .update(bill)
    .set({ nextAttemptAt: now })
    .where(and(eq(bill.id, billId), inArray(bill.status, ['due', 'failing'])))
    .returning({ id: bill.id });
  return changed.length > 0;
}
