import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import type { DisputeNews, DisputeOutcome } from '@/lib/payments';
import { cancelUnsentOf } from '@/lib/payouts';
import { closeGivenBack } from './close-given-back';
import { lockRefundedBills, readRefundableLines } from './refund-rows';
import { restateBillDispute } from './restate-dispute';
import { spreadDispute } from './spread-dispute';

/**
 * Locks what these disputes of bills will move, before anything of their batch is posted. An unsent payout
 * that has money of a line that one takes of is cancelled, so that it is available.
 *
 * @param now business time
 */
export async function lockBillDisputes(tx: Tx, outcomes: readonly DisputeOutcome[], now: Date): Promise<void> {
  await lockRefundedBills(tx, outcomes.map(billOf));
  for (const outcome of outcomes.filter(({ change }) => change === 'withdrawn')) {
    // None of a bill that is about to be settled.
    const lines = await readRefundableLines(tx, billOf(outcome));
    const { parts } = spreadDispute(lines, lines.map(() => 0), 0 - outcome.movement.amountMinor);
    const lineIds = lines.flatMap(({ id }, at) => ((parts[at] ?? 0) > 0 ? [id] : []));
    await cancelUnsentOf(tx, { lineIds, tipIds: [], reason: 'A bank took back a payment that is in it.', now });
  }
}

/**
 * Follows the money of disputed bills. What a bank takes is spread over the lines by what of each is not
 * yet refunded, and each line pays for itself: what of it is held, then what of it is available, then its
 * creator's debt (DESIGN.md 4.7); what the lines have no more is the operator's. What is given back, whole
 * or in part, returns line by line.
 */
export async function applyBillDisputes(tx: Tx, outcomes: readonly DisputeOutcome[]): Promise<void> {
  for (const outcome of outcomes) {
    await lockRefundedBills(tx, [billOf(outcome)]);
    const { dispute, movement, takenMinor } = outcome;
    await restateBillDispute(tx, { billId: billOf(outcome), dispute }, {
      takenMinor, name: `moved:${movement.transactionId}`, happenedAt: movement.happenedAt, externalRef: movement.transactionId,
    });
  }
}

/**
 * What follows when a bank has decided for its customer: lines that have nothing left close what they
 * opened, as a refund does. Until then access stays.
 *
 * @param now business time
 */
export async function closeLostBills(tx: Tx, news: readonly DisputeNews[], now: Date): Promise<void> {
  for (const each of news.filter(({ dispute }) => dispute.status === 'lost')) {
    await lockRefundedBills(tx, [billOf(each)]);
    const lines = await readRefundableLines(tx, billOf(each));
    await closeGivenBack(tx, lines.filter(({ grossMinor, refundedMinor, disputedMinor }) => refundedMinor + disputedMinor === grossMinor), now);
  }
}

function billOf({ payment: { billId } }: Pick<DisputeOutcome, 'payment'>): string {
  invariant(billId, 'a payment for a bill names it');
  return billId;
}
