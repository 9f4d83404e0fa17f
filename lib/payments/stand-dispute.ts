import { and, eq, gt } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { dispute } from '@/db/schema';
import { findTransaction, type PostedTransfer } from '@/lib/ledger';
import type { Dispute } from './apply-disputes';

/** Writes under which transaction the ledger has a dispute from now on, and what of it no gift bears. Minor units. */
export async function standDispute(tx: Tx, disputeId: string, stand: { postingId: string; excessMinor: number }): Promise<void> {
  await tx.update(dispute).set(stand).where(eq(dispute.id, disputeId));
}

/**
 * How a dispute stands in the ledger now, before what is about to be posted: the transfers that took what
 * the bank has, none of them taken back yet; what of it no gift bears; and whether nothing was posted before.
 */
export async function readStand(tx: Tx, disputeId: string): Promise<{ posted: PostedTransfer[]; excessMinor: number; isFirst: boolean }> {
  const [found] = await tx.select({ postingId: dispute.postingId, excessMinor: dispute.excessMinor }).from(dispute).where(eq(dispute.id, disputeId));
  if (!found?.postingId) return { posted: [], excessMinor: 0, isFirst: true };
  const posted = await findTransaction(tx, found.postingId);
  // Beside them stand the reversals of what the bank had before.
  return { isFirst: false, excessMinor: found.excessMinor, posted: posted.filter(({ credit, reverses }) => reverses === null && credit.kind === 'processor_clearing') };
}

/** The disputes by which a bank has something of a payment right now, oldest first. */
export async function standingDisputes(tx: Tx, paymentId: string): Promise<Dispute[]> {
  return tx.select().from(dispute).where(and(eq(dispute.paymentId, paymentId), gt(dispute.takenMinor, 0))).orderBy(dispute.openedAt, dispute.id);
}
