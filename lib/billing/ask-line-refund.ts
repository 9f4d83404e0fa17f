import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { payment, refundLine } from '@/db/schema';
import { askRefundIn, NothingToRefund, type RefundReason } from '@/lib/payments';
import { LineNotFound } from './errors';
import { readRefundableLines, type RefundableLine } from './refund-rows';
import { grantWishes } from './wishes/grant-wishes';

/**
 * Asks for lines of a paid bill to be sent back, each whole, or for all that is left of the bill. Only
 * rows are written, behind the lock of the bill's payment: of two who ask for one line at once, the
 * second finds nothing left. `sendRefunds` carries it; the money moves when the processor says so.
 *
 * @param asked.id minted by the caller, outside the transaction: the idempotency key at the processor
 * @param asked.lineIds null for the whole bill
 * @param asked.now business time
 * @throws NothingToRefund, LineNotFound
 */
export async function askLineRefundIn(
  tx: Tx,
  { id, billId, lineIds, reason, now }: { id: string; billId: string; lineIds: readonly string[] | null; reason: RefundReason; now: Date },
): Promise<void> {
  const paymentId = await lockPayment(tx, billId);
  const lines = await readRefundableLines(tx, billId);
  const named = lineIds === null ? lines.filter((line) => openMinor(line) > 0) : [...new Set(lineIds)].map((lineId) => lineOf(lines, lineId));
  const amounts = named.map(openMinor);
  if (amounts.length === 0 || amounts.some((minor) => minor <= 0)) throw new NothingToRefund();
  const amountMinor = amounts.reduce((sum, minor) => sum + minor, 0);
  await askRefundIn(tx, { id, paymentId, reason, now, amountMinor });
  await tx.insert(refundLine).values(named.map((line, at) => ({ refundId: id, lineId: line.id, amountMinor: amounts[at] ?? 0 })));
  await grantWishes(tx, named.map((line) => line.id), now);
}

/** What of a line has neither gone back, to its fan or a bank, nor been asked for. Minor units. */
export function openMinor(line: Pick<RefundableLine, 'grossMinor' | 'refundedMinor' | 'disputedMinor' | 'claimedMinor'>): number {
  return Math.max(0, line.grossMinor - line.refundedMinor - line.disputedMinor - line.claimedMinor);
}

async function lockPayment(tx: Tx, billId: string): Promise<string> {
  const [paid] = await tx
    .select({ id: payment.id })
    .from(payment)
    .where(and(eq(payment.billId, billId), eq(payment.status, 'succeeded')))
    .for('update');
  if (!paid) throw new NothingToRefund();
  return paid.id;
}

function lineOf(lines: readonly RefundableLine[], lineId: string): RefundableLine {
  const found = lines.find(({ id }) => id === lineId);
  if (!found) throw new LineNotFound();
  return found;
}
