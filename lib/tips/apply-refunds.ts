import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { deriveId } from '@/lib/ids';
import { postBySplit, refundPosting, returnedPosting } from '@/lib/income';
import { findTransaction, transfersOf } from '@/lib/ledger';
import type { RefundOutcome } from '@/lib/payments';
import { cancelUnsentOf } from '@/lib/payouts';
import { enqueueReceipt } from './enqueue-receipts';
import { makeRoomInTip } from './restate-dispute';
import { standTip } from './stand-tip';
import { readTips, storeTips, type TipWithCreator } from './tip-rows';

/**
 * Follows refunds of tips: one that took its money back is posted, and a tip refunded whole leaves
 * the page and its counts; one that a bank sent back days later is posted backwards. The money comes
 * from this very tip: held, then available, then its creator's debt (DESIGN.md 4.7).
 */
export async function applyTipRefunds(tx: Tx, outcomes: RefundOutcome[]): Promise<void> {
  for (const outcome of outcomes) {
    const found = (await readTips(tx, [outcome.payment.id])).get(outcome.payment.id);
    invariant(found, 'a payment for a tip has its tip');
    if (outcome.change === 'settled') await settle(tx, found, outcome);
    else await returned(tx, found, outcome);
  }
}

/**
 * Locks the tips of these refunds before anything is posted, in the order that everybody locks in. An
 * unsent payout that has their money is cancelled, so that it is available when it is asked for.
 *
 * @param now business time
 */
export async function lockRefundedTips(tx: Tx, outcomes: RefundOutcome[], now: Date): Promise<void> {
  const tips = await readTips(tx, outcomes.map((outcome) => outcome.payment.id));
  const taken = outcomes.flatMap(({ change, payment }) => (change === 'settled' ? (tips.get(payment.id)?.id ?? []) : []));
  if (taken.length > 0) await cancelUnsentOf(tx, { lineIds: [], tipIds: taken, reason: 'A tip in it was given back to its fan.', now });
}

async function settle(tx: Tx, found: TipWithCreator, outcome: RefundOutcome): Promise<void> {
  const { payment, refund } = outcome;
  const { settledAt, stripeRefundId } = refund;
  invariant(settledAt && stripeRefundId, 'a settled refund has its time and its id');
  await makeRoomInTip(tx, found, outcome, refund.amountMinor);
  const event = { transactionId: refund.id, currency: found.currency, happenedAt: settledAt };
  await postBySplit(tx, found, 'creator_available', (fundsMinor) => {
    const posting = refundPosting(found, refund.amountMinor, found.refundedMinor + found.disputedMinor, stripeRefundId, fundsMinor);
    return { ...posting, transfers: transfersOf(event, posting.drafts) };
  });
  found.refundedMinor += refund.amountMinor;
  await standTip(tx, found);
  if (found.status === 'refunded') await enqueueReceipt(tx, 'refunded', found, payment);
  await storeTips(tx, [found]);
}

async function returned(tx: Tx, found: TipWithCreator, outcome: RefundOutcome): Promise<void> {
  const { refund, failureTransactionId } = outcome;
  const posted = await findTransaction(tx, refund.id);
  const event = { transactionId: deriveId(refund.id, 'returned'), currency: found.currency, happenedAt: refund.createdAt };
  await postBySplit(tx, found, 'creator_debt', (debtMinor) => {
    const posting = returnedPosting(found, posted, debtMinor, failureTransactionId);
    return { ...posting, transfers: transfersOf(event, posting.drafts) };
  });
  found.refundedMinor -= refund.amountMinor;
  await makeRoomInTip(tx, found, outcome, 0);
  await standTip(tx, found);
  await storeTips(tx, [found]);
}
