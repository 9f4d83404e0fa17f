import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { deriveId } from '@/lib/ids';
import { postBySplit, refundPosting, returnedPosting } from '@/lib/income';
import { findTransaction, transfersOf } from '@/lib/ledger';
import type { DisputeOutcome } from '@/lib/payments';
import { cancelUnsentOf } from '@/lib/payouts';
import { standTip } from './stand-tip';
import { readTips, storeTips, type TipWithCreator } from './tip-rows';

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
 * then its creator's debt (DESIGN.md 4.7); a tip of which nothing is left leaves the page and its counts.
 * A dispute that is won is posted backwards, and the tip stands there again.
 */
export async function applyTipDisputes(tx: Tx, outcomes: readonly DisputeOutcome[]): Promise<void> {
  for (const outcome of outcomes) {
    const found = (await readTips(tx, [outcome.payment.id])).get(outcome.payment.id);
    invariant(found, 'a payment for a tip has its tip');
    if (outcome.change === 'withdrawn') await take(tx, found, outcome);
    else await giveBack(tx, found, outcome);
    await standTip(tx, found);
    await storeTips(tx, [found]);
  }
}

async function take(tx: Tx, found: TipWithCreator, outcome: DisputeOutcome): Promise<void> {
  const takenMinor = 0 - outcome.movement.amountMinor;
  const event = { transactionId: transactionOf(outcome), currency: found.currency, happenedAt: outcome.movement.happenedAt };
  await postBySplit(tx, found, 'creator_available', (fundsMinor) => {
    const doneMinor = found.refundedMinor + found.disputedMinor;
    const posting = refundPosting(found, takenMinor, doneMinor, outcome.dispute.stripeDisputeId, fundsMinor, 'dispute_opened');
    return { ...posting, transfers: transfersOf(event, posting.drafts) };
  });
  found.disputedMinor += takenMinor;
}

async function giveBack(tx: Tx, found: TipWithCreator, outcome: DisputeOutcome): Promise<void> {
  const posted = await findTransaction(tx, transactionOf(outcome));
  const { movement } = outcome;
  const event = { transactionId: deriveId(transactionOf(outcome), 'reinstated'), currency: found.currency, happenedAt: movement.happenedAt };
  await postBySplit(tx, found, 'creator_debt', (debtMinor) => {
    const posting = returnedPosting(found, posted, debtMinor, movement.transactionId, 'dispute_won');
    return { ...posting, transfers: transfersOf(event, posting.drafts) };
  });
  found.disputedMinor -= movement.amountMinor;
}

/** A dispute may take the money again that it gave back: each time is an event of its own. */
function transactionOf({ dispute, withdrawnBy }: DisputeOutcome): string {
  return deriveId(dispute.id, `withdrawn:${withdrawnBy}`);
}
