import type { Tx } from '@/db/client';
import { deriveId } from '@/lib/ids';
import { account, excessDrafts, postBySplit, referencedByDispute, restatedPosting } from '@/lib/income';
import { transfersOf } from '@/lib/ledger';
import { readStand, standDispute, standingDisputes, type Dispute, type RefundOutcome } from '@/lib/payments';
import type { TipWithCreator } from './tip-rows';

/** What a dispute has of a tip from now on, and the event that says so. Minor units. */
type Restated = {
  takenMinor: number;
  /** Names the event among those of its dispute. */
  name: string;
  happenedAt: Date;
  /** What of the processor's it follows: a movement of the dispute, or a refund. The first one stands under the dispute's own id. */
  externalRef: string | null;
  /** What of the tip is about to go back to its fan: no dispute takes it. */
  sparedMinor: number;
};

/**
 * Posts anew what a dispute has of a tip, in one transaction of the ledger: what was taken returns, and
 * what is taken now is taken, as far as there is any; the rest is the operator's. Changes `found`: store it.
 */
export async function restateTipDispute(tx: Tx, found: TipWithCreator, dispute: Pick<Dispute, 'id' | 'stripeDisputeId'>, to: Restated): Promise<void> {
  const { posted, excessMinor: exceededMinor, isFirst } = await readStand(tx, dispute.id);
  const beforeMinor = posted.reduce((sum, { amountMinor }) => sum + amountMinor, 0) - exceededMinor;
  const doneMinor = found.refundedMinor + found.disputedMinor - beforeMinor;
  const leftMinor = found.grossMinor + found.platformTipMinor - doneMinor - to.sparedMinor;
  const takenMinor = Math.max(0, Math.min(to.takenMinor, leftMinor));
  const excessMinor = to.takenMinor - takenMinor;
  const transactionId = deriveId(dispute.id, to.name);
  const ofTip = posted.filter(({ debit }) => debit.kind !== 'processor_costs');
  const besides = excessDrafts(account('processor_costs', found), posted, excessMinor);
  await postBySplit(tx, found, 'creator_debt', (debtMinor) => {
    const posting = restatedPosting(found, ofTip, { debtMinor, takenMinor, doneMinor });
    const drafts = referencedByDispute([...posting.drafts, ...besides], isFirst ? dispute.stripeDisputeId : to.externalRef);
    return { ...posting, transfers: transfersOf({ transactionId, currency: found.currency, happenedAt: to.happenedAt }, drafts) };
  });
  found.disputedMinor += takenMinor - beforeMinor;
  await standDispute(tx, dispute.id, { postingId: transactionId, excessMinor });
}

/**
 * Gives way to a refund that went out although a bank has its money, or takes what one that came back
 * left: a refund is the creator's to bear, so what the bank has beyond that is the operator's.
 *
 * @param sparedMinor what of the tip is about to go back
 */
export async function makeRoomInTip(tx: Tx, found: TipWithCreator, { payment, refund, change, failureTransactionId }: RefundOutcome, sparedMinor: number): Promise<void> {
  const leftMinor = found.grossMinor + found.platformTipMinor - found.refundedMinor - found.disputedMinor;
  for (const [at, dispute] of (await standingDisputes(tx, payment.id)).entries()) {
    const isRight = change === 'settled' ? sparedMinor <= leftMinor : dispute.excessMinor === 0;
    if (isRight) continue;
    await restateTipDispute(tx, found, dispute, {
      takenMinor: dispute.takenMinor, name: `refund:${change}:${refund.id}`, happenedAt: refund.settledAt ?? refund.createdAt, sparedMinor,
      externalRef: at === 0 ? (failureTransactionId ?? refund.stripeRefundId) : null,
    });
  }
}
