import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { dispute, disputeMovement } from '@/db/schema';
import { newId } from '@/lib/ids';
import { log } from '@/lib/log';
import type { DisputeMovement, DisputeReport } from '@/lib/stripe';
import type { Payment } from './apply-reports';
import { advanceDispute, isDisputeOver } from './dispute-transitions';

export type Dispute = typeof dispute.$inferSelect;

/** A dispute that now took money away, or gave some of it back. */
export type DisputeOutcome = {
  payment: Payment;
  dispute: Dispute;
  change: 'withdrawn' | 'reinstated';
  movement: DisputeMovement;
  /** What the bank has after this movement. */
  takenMinor: number;
};

/** Where a dispute came to stand: for fans, creators and admins, whose rooms follow it. */
export type DisputeNews = {
  payment: Payment;
  dispute: Dispute;
  isNew: boolean;
  /** The newest movement by which the bank gave something back; null when it never did. */
  returnedBy: string | null;
};

/** What the processor took for a dispute itself, or gave back of that; nothing of it is posted yet. */
export type DisputeFee = { dispute: Dispute; movement: DisputeMovement };

/** What reports changed about disputes; the roof hands it on. */
export type DisputeChanges = { outcomes: DisputeOutcome[]; news: DisputeNews[]; fees: DisputeFee[] };

/**
 * Moves the disputes of one payment forward by what the processor reports. Each movement of its balance
 * counts once, whoever tells of it and how often; what the dispute itself costs is the operator's. The
 * payment's row must be locked.
 *
 * @param now business time, for the day on which it was over
 */
export async function applyDisputes(tx: Tx, paid: Payment, reports: readonly DisputeReport[], now: Date): Promise<DisputeChanges> {
  const changes: DisputeChanges = { outcomes: [], news: [], fees: [] };
  for (const report of reports) {
    const known = await find(tx, report.disputeId);
    const row = known ?? (await adopt(tx, paid, report));
    const fresh = await keepNew(tx, row, report.movements);
    const moved = moveMoney(paid, row, fresh);
    const fees = fresh.filter(({ currency, feeMinor }) => currency === paid.currency && feeMinor !== 0);
    const costMinor = fees.reduce((sum, { feeMinor }) => sum + feeMinor, row.costMinor);
    const isTakenAgain = row.status === 'won' && moved.outcomes.some(({ change }) => change === 'withdrawn');
    const status = advanceDispute(row.status, report.status, isTakenAgain);
    const closedAt = isDisputeOver(status) ? (row.closedAt ?? now) : null;
    const { takenMinor, withdrawnBy } = moved;
    // The dispute that an inquiry becomes has a day of its own, of which nobody was told.
    const alarmedAt = row.status.startsWith('warning') && !status.startsWith('warning') ? null : row.alarmedAt;
    const next: Dispute = { ...row, status, closedAt, costMinor, amountMinor: report.amountMinor, evidenceDueAt: report.evidenceDueAt, withdrawnBy, takenMinor, alarmedAt };
    await tx.update(dispute).set(next).where(eq(dispute.id, row.id));
    changes.outcomes.push(...moved.outcomes.map((outcome) => ({ ...outcome, dispute: next })));
    changes.fees.push(...fees.map((movement) => ({ dispute: next, movement })));
    // The bank may tell that it asks before its movement of money is there: that is news of its own.
    if (!known || status !== row.status || moved.outcomes.length > 0) changes.news.push({ payment: paid, dispute: next, isNew: !known, returnedBy: returnedBy(paid, report) });
  }
  return changes;
}

/** What the bank has follows from what moved. One that gives back more than it took is for people. */
function moveMoney(paid: Payment, row: Dispute, fresh: readonly DisputeMovement[]): Pick<Dispute, 'takenMinor' | 'withdrawnBy'> & { outcomes: DisputeOutcome[] } {
  let { takenMinor, withdrawnBy } = row;
  const outcomes: DisputeOutcome[] = [];
  for (const movement of fresh) {
    const afterMinor = takenMinor - movement.amountMinor;
    if (movement.currency !== paid.currency) log.warn('dispute.foreign_currency', { dispute: row.id, movement: movement.transactionId });
    else if (afterMinor < 0) log.warn('dispute.unknown_movement', { dispute: row.id, movement: movement.transactionId });
    else if (movement.amountMinor !== 0) {
      const change = movement.amountMinor < 0 ? 'withdrawn' : 'reinstated';
      if (change === 'withdrawn') withdrawnBy = movement.transactionId;
      if (afterMinor === 0) withdrawnBy = null;
      takenMinor = afterMinor;
      outcomes.push({ payment: paid, dispute: row, change, movement, takenMinor });
    }
  }
  return { outcomes, takenMinor, withdrawnBy };
}

function returnedBy(paid: Payment, { movements }: DisputeReport): string | null {
  return movements.findLast(({ amountMinor, currency }) => amountMinor > 0 && currency === paid.currency)?.transactionId ?? null;
}

async function find(tx: Tx, disputeId: string): Promise<Dispute | undefined> {
  const [found] = await tx.select().from(dispute).where(eq(dispute.stripeDisputeId, disputeId)).for('update');
  return found;
}

async function adopt(tx: Tx, paid: Payment, report: DisputeReport): Promise<Dispute> {
  const row: Dispute = {
    id: newId(),
    paymentId: paid.id,
    stripeDisputeId: report.disputeId,
    status: isDisputeOver(report.status) ? 'needs_response' : report.status,
    reason: report.reason,
    amountMinor: report.amountMinor,
    currency: paid.currency,
    openedAt: report.openedAt,
    evidenceDueAt: report.evidenceDueAt,
    closedAt: null,
    withdrawnBy: null,
    takenMinor: 0,
    excessMinor: 0,
    postingId: null,
    costMinor: 0,
    alarmedAt: null,
  };
  // An inquiry that is over when we first hear of it never was a dispute.
  if (report.status === 'warning_closed') row.status = 'warning_needs_response';
  await tx.insert(dispute).values(row);
  return row;
}

/** Writes movements down and answers those that were not known, oldest first. */
async function keepNew(tx: Tx, row: Dispute, movements: readonly DisputeMovement[]): Promise<DisputeMovement[]> {
  if (movements.length === 0) return [];
  const written = await tx
    .insert(disputeMovement)
    .values(movements.map(({ currency, ...movement }) => ({ disputeId: row.id, ...movement, currency: currency as Dispute['currency'] })))
    .onConflictDoNothing()
    .returning({ id: disputeMovement.transactionId });
  const fresh = new Set(written.map(({ id }) => id));
  return movements.filter(({ transactionId }) => fresh.has(transactionId));
}
