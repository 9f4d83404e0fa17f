import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { fanFreeze } from '@/db/schema';
import { newId } from '@/lib/ids';

/** Why somebody is frozen: their bank disputes a payment, or the processor warns of one. */
export type FreezeCause = { disputeId: string } | { warningId: string };

/**
 * Freezes the tab of whoever paid, because of one dispute or one warning: nothing new goes on it and it
 * is not billed, until the dispute is won or an admin lifts it. A guest without a tab has nothing to
 * freeze. Run twice for one cause it changes nothing, and what an admin lifted stays lifted; what lifted by
 * itself, when a bank had left the money, freezes again when it takes it after all.
 *
 * @param since business time
 * @returns whether a fan is frozen by it now
 */
export async function freezeFan(tx: Tx, paymentId: string, cause: FreezeCause, since: Date): Promise<boolean> {
  const fanId = await fanOf(tx, paymentId);
  if (fanId === null) return false;
  const written = await tx.insert(fanFreeze).values({ id: newId(), fanId, ...cause, since }).onConflictDoNothing().returning({ id: fanFreeze.id });
  if (written.length > 0 || !('disputeId' in cause)) return written.length > 0;
  const again = await tx
    .update(fanFreeze)
    .set({ liftedAt: null })
    .where(and(eq(fanFreeze.disputeId, cause.disputeId), isNotNull(fanFreeze.liftedAt), isNull(fanFreeze.liftedBy)))
    .returning({ id: fanFreeze.id });
  return again.length > 0;
}

/**
 * Lifts what a dispute froze, because it was won or only asked about.
 *
 * @param now business time
 */
export async function thawAfter(tx: Tx, disputeId: string, now: Date): Promise<void> {
  await tx.update(fanFreeze).set({ liftedAt: now }).where(and(eq(fanFreeze.disputeId, disputeId), isNull(fanFreeze.liftedAt)));
}

/** Whose tab it is: the bill's, or the payer's own; of a guest who joined an account, the account's. */
async function fanOf(tx: Tx, paymentId: string): Promise<string | null> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select coalesce(own.id, f.id) as id from payment p
    left join bill b on b.id = p.bill_id
    left join fan f on f.id = b.fan_id
    left join fan own on own.person_id = coalesce(f.person_id, p.person_id) and own.status = 'proven'
    where p.id = ${paymentId} and coalesce(own.id, f.id) is not null`);
  return rows[0]?.id ?? null;
}
