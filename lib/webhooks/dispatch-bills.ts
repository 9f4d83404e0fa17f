import type { Tx } from '@/db/client';
import { applyBillOutcomes, applyBillRefunds, retryBills } from '@/lib/billing';
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
 * The one place where the refund of a bill's charge enters lib/billing, whoever asked for it.
 *
 * @param now business time
 */
export async function dispatchBillRefunds(tx: Tx, refunds: RefundOutcome[], now: Date): Promise<void> {
  await applyBillRefunds(tx, refunds, now);
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
