import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { payment } from '@/db/schema';
import { isCurrency } from '@/lib/money';
import { invariant } from '@/lib/errors';
import type { PaymentOutcome } from './apply-reports';

/**
 * Takes a fee that the processor told in another currency as this much in the charge's own, because
 * a person decided so (DESIGN.md 4.11). From then on it is a known fee like any other.
 *
 * @returns what the domain of the payment has to follow; null when no such decision is open
 */
export async function decideFee(tx: Tx, { chargeId, feeMinor }: { chargeId: string; feeMinor: number }): Promise<PaymentOutcome | null> {
  const [row] = await tx
    .update(payment)
    .set({ feeState: 'known', processorFeeMinor: feeMinor })
    .where(and(eq(payment.chargeId, chargeId), eq(payment.feeState, 'foreign')))
    .returning();
  if (!row) return null;
  const { balanceTransactionId, availableOn, currency } = row;
  invariant(balanceTransactionId && availableOn && isCurrency(currency), 'a foreign fee came with its balance transaction');
  const feeKnown = { balanceTransactionId, feeMinor, currency, availableOn };
  return { payment: row, settled: false, promised: false, dropped: false, feeKnown, savedCard: null };
}
