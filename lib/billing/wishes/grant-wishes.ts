import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { refundWish } from '@/db/schema';

/**
 * Says of lines that are being sent back that their fans' wish was granted, whoever sent them: the creator,
 * or an admin after the creator had declined.
 *
 * @param now business time
 */
export async function grantWishes(tx: Tx, lineIds: readonly string[], now: Date): Promise<void> {
  if (lineIds.length === 0) return;
  await tx
    .update(refundWish)
    .set({ status: 'granted', answeredAt: now })
    .where(and(inArray(refundWish.lineId, [...lineIds]), inArray(refundWish.status, ['open', 'declined'])));
}

/** Erases what a fan wrote in their wishes, when they leave; what became of them stays. */
export async function eraseWishes(tx: Tx, fanIds: readonly string[]): Promise<void> {
  for (const fanId of fanIds) await tx.update(refundWish).set({ words: null }).where(eq(refundWish.fanId, fanId));
}
