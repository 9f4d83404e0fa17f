import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { deriveId } from '@/lib/ids';
import { collectedPosting, feePosting, heldUntil, post, postBySplit, readHoldDays } from '@/lib/income';
import { transfersOf, type TransferInput } from '@/lib/ledger';
import type { PaymentOutcome } from '@/lib/payments';
import { countSupporters } from './count-supporters';
import { countTips } from './count-tips';
import { enqueueReceipts } from './enqueue-receipts';
import { enqueueTipWords } from './enqueue-tip-words';
import { readTips, storeTips, type TipWithCreator } from './tip-rows';

type Followed = { outcome: PaymentOutcome; tip: TipWithCreator };

/**
 * Follows the payments of tips: collected ones are posted, shown and counted; known fees are
 * posted; those that came to nothing are dropped. All tips of a batch in a handful of statements,
 * in the caller's transaction. The payments' rows are locked, so nothing here runs twice.
 */
export async function applyTipOutcomes(tx: Tx, outcomes: PaymentOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const tips = await readTips(tx, outcomes.map((outcome) => outcome.payment.id));
  const followed = outcomes.map((outcome): Followed => {
    const tip = tips.get(outcome.payment.id);
    invariant(tip, 'a payment for a tip has its tip');
    return { outcome, tip };
  });
  await book(tx, followed);
  const received = followed.filter(({ outcome }) => outcome.settled);
  await countSupporters(tx, received.map(({ tip, outcome }) => ({ tip, payment: outcome.payment })));
  await storeTips(tx, [...tips.values()]);
  await countTips(tx, received.map(({ tip }) => ({ tip, sign: 1 })));
  await enqueueReceipts(tx, outcomes, tips);
  await enqueueTipWords(tx, received.map(({ tip, outcome }) => ({ tip, payment: outcome.payment })));
}

async function book(tx: Tx, followed: Followed[]): Promise<void> {
  const holdDays = followed.some(({ outcome }) => outcome.feeKnown) ? await readHoldDays(tx) : 0;
  const transfers: TransferInput[] = [];
  const late: Followed[] = [];
  for (const each of followed) {
    // Its fee follows money that is available by now, which others may spend meanwhile.
    if (each.tip.availableMinor > 0) late.push(each);
    else transfers.push(...follow(each));
    settleHold(each, holdDays);
  }
  if (transfers.length > 0) await post(tx, transfers);
  for (const each of late) await bookLateFee(tx, each);
}

/** Changes the tip to what it now is and answers what has to be posted for it. */
function follow({ outcome: { payment, settled, dropped, feeKnown }, tip }: Followed): TransferInput[] {
  const transfers: TransferInput[] = [];
  if (settled) {
    invariant(payment.settledAt && payment.chargeId, 'a settled payment has its charge');
    tip.status = 'received';
    tip.receivedAt = payment.settledAt;
    const posting = collectedPosting(tip, payment.chargeId);
    tip.heldMinor = posting.heldMinor;
    const event = { transactionId: deriveId(payment.id, 'collected'), currency: tip.currency, happenedAt: payment.settledAt };
    transfers.push(...transfersOf(event, posting.drafts));
  }
  if (feeKnown && feeKnown.feeMinor > 0) {
    const posting = feePosting(tip, feeKnown.feeMinor, feeKnown.balanceTransactionId);
    tip.heldMinor = posting.heldMinor;
    transfers.push(...transfersOf(feeEvent({ payment, tip }), posting.drafts));
  }
  if (dropped) tip.status = 'dropped';
  return transfers;
}

async function bookLateFee(tx: Tx, { outcome: { payment, feeKnown }, tip }: Followed): Promise<void> {
  if (!feeKnown || feeKnown.feeMinor === 0) return;
  await postBySplit(tx, tip, 'creator_available', (fundsMinor) => {
    const posting = feePosting(tip, feeKnown.feeMinor, feeKnown.balanceTransactionId, fundsMinor);
    return { ...posting, transfers: transfersOf(feeEvent({ payment, tip }), posting.drafts) };
  });
  await storeTips(tx, [tip]);
}

function feeEvent({ payment, tip }: { payment: PaymentOutcome['payment']; tip: TipWithCreator }) {
  invariant(payment.settledAt, 'a fee belongs to a settled payment');
  return { transactionId: deriveId(payment.id, 'fee'), currency: tip.currency, happenedAt: payment.settledAt };
}

/** With the fee the last thing is known that decides when the hold is over. */
function settleHold({ outcome: { feeKnown }, tip }: Followed, holdDays: number): void {
  if (!feeKnown) return;
  invariant(tip.receivedAt, 'a fee belongs to a received tip');
  tip.heldUntil = heldUntil(tip.receivedAt, holdDays, feeKnown.availableOn);
}
