import { and, eq, ne, sql } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { dispute, payment, refund } from '@/db/schema';
import { newId } from '@/lib/ids';
import { isDisputed } from './dispute-queries';
import { NothingToRefund, PaymentDisputed, PaymentNotFound } from './errors';

export type RefundReason = 'requested_by_fan' | 'duplicate' | 'fraudulent';

/**
 * Asks for the whole of a payment to be sent back: what of it has not been refunded or asked for
 * yet. Only the row is written; `sendRefunds` carries it to the processor. Asked twice at once, the
 * second finds nothing left.
 *
 * @param now business time
 * @returns the refund's id
 * @throws PaymentNotFound, NothingToRefund, PaymentDisputed
 */
export async function askRefund(paymentId: string, reason: RefundReason, now: Date): Promise<string> {
  const id = newId();
  await inTransaction((tx) => askRefundIn(tx, { id, paymentId, reason, now }));
  return id;
}

/**
 * The same within a transaction that writes more, such as who asked for it and why.
 *
 * @param asked.id minted by the caller, outside the transaction; `now` is business time
 * @param asked.amountMinor a part of the payment; without it, all that is left
 * @throws PaymentNotFound, NothingToRefund, PaymentDisputed
 */
export async function askRefundIn(
  tx: Tx,
  { id, paymentId, reason, now, amountMinor }: { id: string; paymentId: string; reason: RefundReason; now: Date; amountMinor?: number },
): Promise<void> {
  const [paid] = await tx.select().from(payment).where(eq(payment.id, paymentId)).for('update');
  if (!paid) throw new PaymentNotFound();
  if (await isDisputed(tx, paymentId)) throw new PaymentDisputed();
  const openMinor = paid.amountMinor - (await refundedMinor(tx, paymentId));
  const wantedMinor = amountMinor ?? openMinor;
  if (paid.status !== 'succeeded' || wantedMinor <= 0 || wantedMinor > openMinor) throw new NothingToRefund();
  await tx.insert(refund).values({
    id,
    paymentId,
    amountMinor: wantedMinor,
    currency: paid.currency,
    status: 'asked',
    reason,
    createdAt: now,
  });
}

/** What of a payment went back, is on its way, or was taken by its bank. */
async function refundedMinor(tx: Tx, paymentId: string): Promise<number> {
  const [sum] = await tx
    .select({ minor: sql<string>`coalesce(sum(${refund.amountMinor}), 0)` })
    .from(refund)
    .where(and(eq(refund.paymentId, paymentId), ne(refund.status, 'failed')));
  const [lost] = await tx
    // What it took beyond what was left went back before: it is counted as a refund.
    .select({ minor: sql<string>`coalesce(sum(${dispute.takenMinor} - ${dispute.excessMinor}), 0)` })
    .from(dispute)
    .where(eq(dispute.paymentId, paymentId));
  return Number(sum?.minor ?? 0) + Number(lost?.minor ?? 0);
}
