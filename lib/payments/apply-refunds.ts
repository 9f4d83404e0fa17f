import { eq, or } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { refund } from '@/db/schema';
import { newId } from '@/lib/ids';
import type { RefundReport } from '@/lib/stripe';
import type { Payment } from './apply-reports';

export type Refund = typeof refund.$inferSelect;

/** A refund that now took its money back, or one that gave it back after all. */
export type RefundOutcome = {
  payment: Payment;
  refund: Refund;
  change: 'settled' | 'returned';
  /** The balance transaction by which a failed refund's money came back. */
  failureTransactionId: string | null;
};

/**
 * Moves the refunds of one payment forward by what the processor reports; those that came back stand first. A refund made in the
 * processor's own dashboard has no row yet and gets one here, because the ledger must follow the
 * money wherever it was moved. The payment's row must be locked.
 *
 *   asked ──> pending ──> succeeded ──> failed   (a bank may send a refund back days later)
 *     └──────────┴──────────> failed
 *   failed ──> any                               (we were told no, and it was carried out all the same)
 */
export async function applyRefunds(tx: Tx, paid: Payment, reports: RefundReport[]): Promise<RefundOutcome[]> {
  const outcomes: RefundOutcome[] = [];
  for (const report of reports) {
    const row = (await find(tx, paid.id, report)) ?? (await adopt(tx, paid, report));
    const change = changeOf(row, report);
    if (steps[report.status] > stepOf(row)) {
      const next = { ...row, ...columnsOf(report) };
      await tx.update(refund).set(columnsOf(report)).where(eq(refund.id, row.id));
      if (change) outcomes.push({ payment: paid, refund: next, change, failureTransactionId: report.failureTransactionId });
    }
  }
  // What came back made room at the processor for what went out after it, so it comes first here too.
  return outcomes.sort((one, other) => Number(one.change === 'settled') - Number(other.change === 'settled'));
}

/** Two servers may have asked at different moments, so an older answer may come after a newer one: it leads nowhere. */
const steps: Record<Refund['status'], number> = { asked: 0, pending: 1, succeeded: 2, failed: 3 };

/** What failed without the processor's id was never seen there: when it is, the no that we heard was wrong. */
function stepOf({ status, stripeRefundId }: Refund): number {
  return status === 'failed' && stripeRefundId === null ? steps.asked : steps[status];
}

function changeOf(row: Refund, report: RefundReport): RefundOutcome['change'] | null {
  if (row.status !== 'succeeded' && report.status === 'succeeded') return 'settled';
  if (row.status === 'succeeded' && report.status === 'failed') return 'returned';
  return null;
}

function columnsOf(report: RefundReport) {
  return {
    status: report.status,
    stripeRefundId: report.refundId,
    failureCode: report.failureCode,
    settledAt: report.status === 'succeeded' ? report.createdAt : null,
  };
}

async function find(tx: Tx, paymentId: string, report: RefundReport): Promise<Refund | undefined> {
  const byStripe = eq(refund.stripeRefundId, report.refundId);
  const rows = await tx
    .select()
    .from(refund)
    .where(report.ownId ? or(eq(refund.id, report.ownId), byStripe) : byStripe)
    .for('update');
  return rows.find((row) => row.paymentId === paymentId);
}

async function adopt(tx: Tx, paid: Payment, report: RefundReport): Promise<Refund> {
  const row: Refund = {
    id: newId(),
    paymentId: paid.id,
    amountMinor: report.amountMinor,
    currency: paid.currency,
    status: 'pending',
    reason: 'requested_by_fan',
    stripeRefundId: report.refundId,
    failureCode: null,
    createdAt: report.createdAt,
    settledAt: null,
  };
  await tx.insert(refund).values(row);
  return row;
}
