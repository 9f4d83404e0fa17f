import { and, eq, inArray, lt } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { payment, tip, tipDraft } from '@/db/schema';
import { neverOpened } from '@/lib/payments';

/** Deletes drafts from before `before` (business time) and answers how many. */
export async function purgeTipDrafts(before: Date): Promise<number> {
  const deleted = await getDb().delete(tipDraft).where(lt(tipDraft.createdAt, before));
  return deleted.rowCount ?? 0;
}

/**
 * Gives up tips whose payment page never opened: the processor was down or we were killed before we
 * could ask. Nobody can have paid them.
 */
export async function dropNeverOpenedTips(before: Date): Promise<number> {
  return inTransaction(async (tx) => {
    const ids = await neverOpened(tx, 'tip', before);
    if (ids.length === 0) return 0;
    const expired = await tx
      .update(payment)
      .set({ status: 'expired' })
      .where(and(inArray(payment.id, ids), eq(payment.status, 'created'), eq(payment.purpose, 'tip')))
      .returning({ id: payment.id });
    const paymentIds = expired.map((row) => row.id);
    await tx
      .update(tip)
      .set({ status: 'dropped' })
      .where(and(inArray(tip.paymentId, paymentIds), eq(tip.status, 'pending')));
    return expired.length;
  });
}
