import type { Tx } from '@/db/client';
import { applyBillOutcomes, retryBills } from '@/lib/billing';
import type { SavedBySetup } from '@/lib/fans';
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
 * The one place where a fan who has a card now meets what waited for it: the pledge that was
 * confirmed by saving it, and bills that could not be collected. Another pledge that waits for a card
 * was left at that page, so it stays as it is. Wake `billing` and `dunning` after the transaction.
 *
 * @param now business time
 */
export async function dispatchCardSaved(tx: Tx, saved: SavedBySetup[], now: Date): Promise<void> {
  for (const fanId of [...new Set(saved.map((each) => each.fanId))].sort()) {
    // In this order, because a tab is locked before its bills.
    await activateAsked(tx, saved.flatMap((each) => (each.fanId === fanId && each.pledgeId !== null ? [each.pledgeId] : [])), now);
    await retryBills(tx, fanId, now);
  }
}
