import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import type { DisputeOutcome } from '@/lib/payments';
import { cancelUnsentOf } from '@/lib/payouts';
import { restateTipDispute } from './restate-dispute';
import { standTip } from './stand-tip';
import { readTips, storeTips } from './tip-rows';

/**
 * Locks the tips of these disputes before anything is posted, in the order that everybody locks in. An
 * unsent payout that has their money is cancelled, so that it is available when it is asked for.
 *
 * @param now business time
 */
export async function lockDisputedTips(tx: Tx, outcomes: readonly DisputeOutcome[], now: Date): Promise<void> {
  const tips = await readTips(tx, outcomes.map(({ payment }) => payment.id));
  const taken = outcomes.flatMap(({ change, payment }) => (change === 'withdrawn' ? (tips.get(payment.id)?.id ?? []) : []));
  if (taken.length > 0) await cancelUnsentOf(tx, { lineIds: [], tipIds: taken, reason: 'A bank took back a tip that is in it.', now });
}

/**
 * Follows the money of disputed tips. What a bank takes comes from this very tip: held, then available,
 * then its creator's debt (DESIGN.md 4.7), and beyond what was left of it from the operator; a tip of which
 * nothing is left leaves the page and its counts. What is given back, whole or in part, returns the same way.
 */
export async function applyTipDisputes(tx: Tx, outcomes: readonly DisputeOutcome[]): Promise<void> {
  for (const { payment, dispute, movement, takenMinor } of outcomes) {
    const found = (await readTips(tx, [payment.id])).get(payment.id);
    invariant(found, 'a payment for a tip has its tip');
    await restateTipDispute(tx, found, dispute, {
      takenMinor, name: `moved:${movement.transactionId}`, happenedAt: movement.happenedAt, externalRef: movement.transactionId, sparedMinor: 0,
    });
    await standTip(tx, found);
    await storeTips(tx, [found]);
  }
}
