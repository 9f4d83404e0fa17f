import type { Tx } from '@/db/client';
import { applyBillOutcomes, retryBills } from '@/lib/billing';
import type { PaymentOutcome, RefundOutcome } from '@/lib/payments';
import { activateAsked } from '@/lib/pledges';

/**
 * The one place where what became of a bill's charge enters lib/billing.
 *
 * @param now business time
 */
export async function dispatchBillOutcomes(tx: Tx, outcomes: PaymentOutcome[], now: Date): Promise<void> {
  await applyBillOutcomes(tx, outcomes, now);
}

/**
 * The one place where the refund of a bill's charge would enter lib/billing. Until somebody refunds
 * bills from here, one made in the processor's dashboard has its row, and reconciliation shows its
 * money as a gap.
 */
export function dispatchBillRefunds(_tx: Tx, _refunds: RefundOutcome[]): Promise<void> {
  return Promise.resolve();
}

/**
 * The one place where a fan who has a card now meets what waited for it: pledges that were
 * asked for, bills that could not be collected. Wake `billing` and `dunning` after the transaction.
 *
 * @param now business time
 */
export async function dispatchCardSaved(tx: Tx, fanIds: string[], now: Date): Promise<void> {
  for (const fanId of fanIds) {
    // In this order, because a tab is locked before its bills.
    await activateAsked(tx, fanId, now);
    await retryBills(tx, fanId, now);
  }
}
