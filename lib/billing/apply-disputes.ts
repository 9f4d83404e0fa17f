import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { disputeLine } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { deriveId } from '@/lib/ids';
import { postLinesBySplit, refundPosting, returnedPosting } from '@/lib/income';
import { findTransaction } from '@/lib/ledger';
import type { DisputeNews, DisputeOutcome } from '@/lib/payments';
import { cancelUnsentOf } from '@/lib/payouts';
import { closeGivenBack } from './close-given-back';
import { lockRefundedBills, readRefundableLines, storeRefundedLines, type RefundableLine } from './refund-rows';
import { spreadRefund } from './spread-refund';
import { pickTaken, standing, takenParts } from './taken-lines';

/** A line, and how much of it a bank takes. */
type Part = RefundableLine & { takenMinor: number };

/**
 * Locks what these disputes of bills will move, before anything of their batch is posted. An unsent payout
 * that has money of a line that one takes of is cancelled, so that it is available.
 *
 * @param now business time
 */
export async function lockBillDisputes(tx: Tx, outcomes: readonly DisputeOutcome[], now: Date): Promise<void> {
  await lockRefundedBills(tx, outcomes.map(billOf));
  for (const outcome of outcomes.filter(({ change }) => change === 'withdrawn')) {
    const lineIds = (await partsOf(tx, outcome)).map(({ id }) => id);
    await cancelUnsentOf(tx, { lineIds, tipIds: [], reason: 'A bank took back a payment that is in it.', now });
  }
}

/**
 * Follows the money of disputed bills. What a bank takes is spread over the lines by what of each is not
 * yet refunded, and each line pays for itself: what of it is held, then what of it is available, then its
 * creator's debt (DESIGN.md 4.7). A dispute that is won is posted backwards, line by line.
 */
export async function applyBillDisputes(tx: Tx, outcomes: readonly DisputeOutcome[]): Promise<void> {
  for (const outcome of outcomes) {
    await lockRefundedBills(tx, [billOf(outcome)]);
    if (outcome.change === 'withdrawn') await take(tx, outcome);
    else await giveBack(tx, outcome);
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

async function take(tx: Tx, outcome: DisputeOutcome): Promise<void> {
  const { dispute, movement } = outcome;
  const parts = await partsOf(tx, outcome);
  const event = { transactionId: transactionOf(outcome), currency: dispute.currency, happenedAt: movement.happenedAt };
  const postings = await postLinesBySplit(tx, event, parts, 'creator_available', (part, fundsMinor, at) =>
    refundPosting(part, part.takenMinor, part.refundedMinor + part.disputedMinor, at === 0 ? dispute.stripeDisputeId : null, fundsMinor, 'dispute_opened'));
  await tx.delete(disputeLine).where(eq(disputeLine.disputeId, dispute.id));
  await tx.insert(disputeLine).values(parts.map((part, at) => ({
    disputeId: dispute.id, lineId: part.id, amountMinor: part.takenMinor, ...takenParts(postings[at]?.drafts ?? []),
  })));
  await storeRefundedLines(tx, parts.map((part, at) => ({ ...part, ...standing(postings[at], part), disputedMinor: part.disputedMinor + part.takenMinor })));
}

/** The lines that this dispute takes something of, in the order of their ids; none of a bill that is about to be settled. */
async function partsOf(tx: Tx, outcome: DisputeOutcome): Promise<Part[]> {
  const lines = await readRefundableLines(tx, billOf(outcome));
  if (lines.length === 0) return [];
  const shares = spreadRefund(lines, 0 - outcome.movement.amountMinor, new Map());
  return lines.map((line, at) => ({ ...line, takenMinor: shares[at] ?? 0 })).filter(({ takenMinor }) => takenMinor > 0);
}

/** What the dispute took returns where it lay. */
async function giveBack(tx: Tx, outcome: DisputeOutcome): Promise<void> {
  const { dispute, movement } = outcome;
  const taken = new Map((await tx.select().from(disputeLine).where(eq(disputeLine.disputeId, dispute.id))).map((row) => [row.lineId, row]));
  const parts = (await readRefundableLines(tx, billOf(outcome))).flatMap((line) => {
    const row = taken.get(line.id);
    return row ? [{ ...line, row }] : [];
  });
  const pool = await findTransaction(tx, transactionOf(outcome));
  const posted = parts.map(({ owner, row }) => pickTaken(pool, owner, row));
  const event = { transactionId: deriveId(transactionOf(outcome), 'reinstated'), currency: dispute.currency, happenedAt: movement.happenedAt };
  const postings = await postLinesBySplit(tx, event, parts, 'creator_debt', (part, debtMinor, at) =>
    returnedPosting(part, posted[at] ?? [], debtMinor, at === 0 ? movement.transactionId : null, 'dispute_won'));
  await storeRefundedLines(tx, parts.map((part, at) => ({
    ...part, ...standing(postings[at], part), disputedMinor: part.disputedMinor - part.row.amountMinor,
  })));
}

/** A dispute may take the money again that it gave back: each time is an event of its own. */
function transactionOf({ dispute, withdrawnBy }: DisputeOutcome): string {
  return deriveId(dispute.id, `withdrawn:${withdrawnBy}`);
}

function billOf({ payment: { billId } }: Pick<DisputeOutcome, 'payment'>): string {
  invariant(billId, 'a payment for a bill names it');
  return billId;
}
