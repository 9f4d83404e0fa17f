import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { refundLine } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { deriveId } from '@/lib/ids';
import { postLinesBySplit, refundPosting, returnedPosting } from '@/lib/income';
import { findTransaction } from '@/lib/ledger';
import type { RefundOutcome } from '@/lib/payments';
import { cancelUnsentOf } from '@/lib/payouts';
import { closeGivenBack } from './close-given-back';
import { enqueueBillRefunded } from './mails/enqueue-bill-refunded';
import { fillRoomInBill, makeRoomInBill } from './make-room';
import { lockRefundedBills, readRefundableLines, readRefundLines, storeRefundedLines, type RefundableLine } from './refund-rows';
import { spreadRefund } from './spread-refund';
import { pickTaken, standing, takenParts } from './taken-lines';

/** A line, and how much of it a refund takes. */
type Part = RefundableLine & { backMinor: number };

/**
 * Locks what these refunds of bills will move, before anything of their batch is posted. An unsent
 * payout that has money of the lines that one takes of is cancelled, so that it is available.
 *
 * @param now business time
 */
export async function lockBillRefunds(tx: Tx, outcomes: RefundOutcome[], now: Date): Promise<void> {
  await lockRefundedBills(tx, outcomes.map(billOf));
  for (const outcome of outcomes.filter(({ change }) => change === 'settled')) {
    // None of a bill that is about to be settled, and what a bank has of them is in no payout.
    const lines = await readRefundableLines(tx, billOf(outcome));
    const leftMinor = lines.reduce((sum, { grossMinor, refundedMinor, disputedMinor }) => sum + grossMinor - refundedMinor - disputedMinor, 0);
    const amountMinor = Math.min(outcome.refund.amountMinor, leftMinor);
    const lineIds = partsOf(lines, { ...outcome, refund: { ...outcome.refund, amountMinor } }, await namedBy(tx, outcome.refund.id)).map(({ id }) => id);
    await cancelUnsentOf(tx, { lineIds, tipIds: [], reason: 'Something in it was given back to its fan.', now });
  }
}

/**
 * Follows refunds of bills: one that took its money back is posted line by line and closes what the
 * lines opened; one that a bank sent back days later is posted backwards. Each line pays for itself:
 * what of it is held, then what of it is available, then its creator's debt (DESIGN.md 4.7).
 *
 * @param now business time
 */
export async function applyBillRefunds(tx: Tx, outcomes: RefundOutcome[], now: Date): Promise<void> {
  for (const outcome of outcomes) {
    await lockRefundedBills(tx, [billOf(outcome)]);
    if (outcome.change === 'settled') await settle(tx, outcome, now);
    else await giveBack(tx, outcome);
  }
}

async function settle(tx: Tx, outcome: RefundOutcome, now: Date): Promise<void> {
  const { id, settledAt, stripeRefundId, currency } = outcome.refund;
  invariant(settledAt && stripeRefundId, 'a settled refund has its time and its id');
  const named = await namedBy(tx, id);
  await makeRoomInBill(tx, billOf(outcome), outcome, named);
  const parts = partsOf(await readRefundableLines(tx, billOf(outcome)), outcome, named);
  const event = { transactionId: id, currency, happenedAt: settledAt };
  const postings = await postLinesBySplit(tx, event, parts, 'creator_available', (part, fundsMinor, at) =>
    refundPosting(part, part.backMinor, part.refundedMinor + part.disputedMinor, at === 0 ? stripeRefundId : null, fundsMinor));
  await tx.delete(refundLine).where(eq(refundLine.refundId, id));
  await tx.insert(refundLine).values(parts.map((part, at) => ({
    refundId: id, lineId: part.id, amountMinor: part.backMinor, ...takenParts(postings[at]?.drafts ?? []),
  })));
  const moved = parts.map((part, at) => ({ ...part, ...standing(postings[at], part), refundedMinor: part.refundedMinor + part.backMinor }));
  await storeRefundedLines(tx, moved);
  await closeGivenBack(tx, moved.filter(({ refundedMinor, grossMinor }) => refundedMinor === grossMinor), now);
  await enqueueBillRefunded(tx, { refundId: id, billId: billOf(outcome), lines: moved }, now);
}

/** The lines that this refund takes something of, in the order of their ids. */
function partsOf(lines: readonly RefundableLine[], { refund }: RefundOutcome, named: ReadonlyMap<string, number>): Part[] {
  const shares = spreadRefund(lines, refund.amountMinor, named);
  return lines.map((line, at) => ({ ...line, backMinor: shares[at] ?? 0 })).filter(({ backMinor }) => backMinor > 0);
}

async function namedBy(tx: Tx, refundId: string): Promise<Map<string, number>> {
  return new Map((await readRefundLines(tx, refundId)).map(({ lineId, amountMinor }) => [lineId, amountMinor]));
}

/** What the refund took returns where it lay; access that it closed stays closed (README). */
async function giveBack(tx: Tx, outcome: RefundOutcome): Promise<void> {
  const { refund, failureTransactionId } = outcome;
  const taken = new Map((await readRefundLines(tx, refund.id)).map((row) => [row.lineId, row]));
  const lines = await readRefundableLines(tx, billOf(outcome));
  const parts = lines.flatMap((line) => {
    const row = taken.get(line.id);
    return row ? [{ ...line, row }] : [];
  });
  const pool = await findTransaction(tx, refund.id);
  const posted = parts.map(({ owner, row }) => pickTaken(pool, owner, row));
  const event = { transactionId: deriveId(refund.id, 'returned'), currency: refund.currency, happenedAt: refund.createdAt };
  const postings = await postLinesBySplit(tx, event, parts, 'creator_debt', (part, debtMinor, at) =>
    returnedPosting(part, posted[at] ?? [], debtMinor, at === 0 ? failureTransactionId : null));
  await storeRefundedLines(tx, parts.map((part, at) => ({
    ...part, ...standing(postings[at], part), refundedMinor: part.refundedMinor - part.row.amountMinor,
  })));
  await fillRoomInBill(tx, billOf(outcome), outcome);
}

function billOf({ payment: { billId } }: RefundOutcome): string {
  invariant(billId, 'a payment for a bill names it');
  return billId;
}
