import { and, eq, inArray } from 'drizzle-orm';
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
