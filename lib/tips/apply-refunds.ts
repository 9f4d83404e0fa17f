import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { deriveId } from '@/lib/ids';
import { findTransaction, reverseTransfers, transfersOf, type TransferInput } from '@/lib/ledger';
import type { RefundOutcome } from '@/lib/payments';
import { addToTotals, post, readTips, storeTips, type TipWithCreator } from './apply-outcomes';
import { enqueueReceipt } from './enqueue-receipts';
import { refundPosting } from './postings';

/**
 * Follows refunds of tips: one that took its money back is posted, and a tip refunded whole leaves
 * the page and its counts; one that a bank sent back days later is posted backwards.
 */
export async function applyTipRefunds(tx: Tx, outcomes: RefundOutcome[]): Promise<void> {
  for (const outcome of outcomes) {
    const found = (await readTips(tx, [outcome.payment.id])).get(outcome.payment.id);
    invariant(found, 'a payment for a tip has its tip');
    if (outcome.change === 'settled') await settle(tx, found, outcome);
    else await returned(tx, found, outcome);
  }
}

async function settle(tx: Tx, found: TipWithCreator, { payment, refund }: RefundOutcome): Promise<void> {
  invariant(refund.settledAt && refund.stripeRefundId, 'a settled refund has its time and its id');
  const posting = refundPosting(found, refund.amountMinor, found.refundedMinor, refund.stripeRefundId);
  const event = { transactionId: refund.id, currency: found.currency, happenedAt: refund.settledAt };
  await post(tx, transfersOf(event, posting.drafts));
  found.heldMinor = posting.heldMinor;
  found.refundedMinor += refund.amountMinor;
  const isWhole = found.refundedMinor === payment.amountMinor;
  if (isWhole) {
    found.status = 'refunded';
    await addToTotals(tx, [{ tip: found, sign: -1 }]);
    await enqueueReceipt(tx, 'refunded', found, payment);
  }
  await storeTips(tx, [found]);
}

async function returned(tx: Tx, found: TipWithCreator, outcome: RefundOutcome): Promise<void> {
  const { refund } = outcome;
  const posted = await findTransaction(tx, refund.id);
  const drafts = reverseTransfers(posted, outcome.failureTransactionId);
  const event = { transactionId: deriveId(refund.id, 'returned'), currency: found.currency, happenedAt: refund.createdAt };
  await post(tx, transfersOf(event, drafts));
  found.heldMinor += heldIn(posted);
  found.refundedMinor -= refund.amountMinor;
  if (found.status === 'refunded') {
    found.status = 'received';
    await addToTotals(tx, [{ tip: found, sign: 1 }]);
  }
  await storeTips(tx, [found]);
}

function heldIn(posted: Pick<TransferInput, 'debit' | 'amountMinor'>[]): number {
  return posted
    .filter((transfer) => transfer.debit.kind === 'creator_held')
    .reduce((sum, transfer) => sum + transfer.amountMinor, 0);
}
