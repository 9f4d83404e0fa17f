import { asc, inArray } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { dispute, disputeMovement } from '@/db/schema';
import { deriveId } from '@/lib/ids';

/** What an admin reads of a dispute on the page of its payment or bill. */
export type DisputeOf = Pick<typeof dispute.$inferSelect, 'id' | 'status' | 'amountMinor' | 'takenMinor' | 'currency' | 'openedAt' | 'closedAt'>;

/**
 * The disputes of some charges, oldest first, and the ids of the ledger's transactions that may follow
 * from them: each movement and its fee, each refund that made room or came back, and the newest of all.
 */
export async function disputesOf(db: Queryable, paymentIds: string[], refundIds: string[]): Promise<{ disputes: DisputeOf[]; transactionIds: string[] }> {
  if (paymentIds.length === 0) return { disputes: [], transactionIds: [] };
  const disputes = await db.select().from(dispute).where(inArray(dispute.paymentId, paymentIds)).orderBy(asc(dispute.openedAt), asc(dispute.id));
  if (disputes.length === 0) return { disputes: [], transactionIds: [] };
  const moved = await db
    .select({ disputeId: disputeMovement.disputeId, transactionId: disputeMovement.transactionId })
    .from(disputeMovement)
    .where(inArray(disputeMovement.disputeId, disputes.map(({ id }) => id)))
    .orderBy(asc(disputeMovement.happenedAt), asc(disputeMovement.transactionId));
  const ofMovements = moved.flatMap(({ disputeId, transactionId }) => [deriveId(disputeId, `moved:${transactionId}`), deriveId(disputeId, `fee:${transactionId}`)]);
  const ofRefunds = disputes.flatMap(({ id }) => refundIds.flatMap((refundId) => [deriveId(id, `refund:settled:${refundId}`), deriveId(id, `refund:returned:${refundId}`)]));
  const newest = disputes.flatMap(({ postingId }) => postingId ?? []);
  return { disputes, transactionIds: [...new Set([...ofMovements, ...ofRefunds, ...newest])] };
}
