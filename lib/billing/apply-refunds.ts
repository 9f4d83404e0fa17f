import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { refundLine } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { deriveId } from '@/lib/ids';
import { postLinesBySplit, refundPosting, returnedPosting } from '@/lib/income';
import { findTransaction, type LedgerAccountKind, type PostedTransfer, type TransferDraft } from '@/lib/ledger';
import type { RefundOutcome } from '@/lib/payments';
import { cancelUnsentOf } from '@/lib/payouts';
import { applyRefunded } from '@/lib/pledges';
import { enqueueBillRefunded } from './mails/enqueue-bill-refunded';
import { lockRefundedBills, readRefundableLines, readRefundLines, storeRefundedLines, type RefundableLine } from './refund-rows';
import { spreadRefund } from './spread-refund';

/** A line, and how much of it a refund takes. */
type Part = RefundableLine & { backMinor: number };
type Taken = typeof refundLine.$inferSelect;

/**
 * Locks what these refunds of bills will move, before anything of their batch is posted. An unsent
 * payout that has money of the lines that one takes of is cancelled, so that it is available.
 *
 * @param now business time
 */
export async function lockBillRefunds(tx: Tx, outcomes: RefundOutcome[], now: Date): Promise<void> {
  await lockRefundedBills(tx, outcomes.map(billOf));
  for (const outcome of outcomes.filter(({ change }) => change === 'settled')) {
    const lineIds = (await partsOf(tx, outcome)).map(({ id }) => id);
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
  const parts = await partsOf(tx, outcome);
  const event = { transactionId: id, currency, happenedAt: settledAt };
  const postings = await postLinesBySplit(tx, event, parts, 'creator_available', (part, fundsMinor, at) =>
    refundPosting(part, part.backMinor, part.refundedMinor, at === 0 ? stripeRefundId : null, fundsMinor));
  await tx.delete(refundLine).where(eq(refundLine.refundId, id));
  await tx.insert(refundLine).values(parts.map((part, at) => takenOf(id, part, postings[at]?.drafts ?? [])));
  const moved = parts.map((part, at) => ({ ...part, ...standing(postings[at], part), refundedMinor: part.refundedMinor + part.backMinor }));
  await storeRefundedLines(tx, moved);
  await applyRefunded(tx, moved.filter(({ refundedMinor, grossMinor }) => refundedMinor === grossMinor), now);
  await enqueueBillRefunded(tx, { refundId: id, billId: billOf(outcome), lines: moved }, now);
}

/** The lines that this refund takes something of, in the order of their ids. */
async function partsOf(tx: Tx, outcome: RefundOutcome): Promise<Part[]> {
  const lines = await readRefundableLines(tx, billOf(outcome));
  const named = new Map((await readRefundLines(tx, outcome.refund.id)).map(({ lineId, amountMinor }) => [lineId, amountMinor]));
  const shares = spreadRefund(lines, outcome.refund.amountMinor, named);
  return lines.map((line, at) => ({ ...line, backMinor: shares[at] ?? 0 })).filter(({ backMinor }) => backMinor > 0);
}

function takenOf(refundId: string, { id, backMinor }: Part, drafts: readonly TransferDraft[]): Taken {
  const from = (kind: LedgerAccountKind) =>
    drafts.filter(({ debit }) => debit.kind === kind).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    refundId, lineId: id, amountMinor: backMinor, heldMinor: from('creator_held'), availableMinor: from('creator_available'),
    debtMinor: from('creator_debt'), platformMinor: from('platform_fees'),
  };
}

function standing(posting: { heldMinor: number; availableMinor: number } | undefined, of: RefundableLine) {
  const { heldMinor, availableMinor } = posting ?? of;
  return { heldMinor, availableMinor };
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
  const posted = parts.map(({ owner, row }) => pick(pool, owner, row));
  const event = { transactionId: deriveId(refund.id, 'returned'), currency: refund.currency, happenedAt: refund.createdAt };
  const postings = await postLinesBySplit(tx, event, parts, 'creator_debt', (part, debtMinor, at) =>
    returnedPosting(part, posted[at] ?? [], debtMinor, at === 0 ? failureTransactionId : null));
  await storeRefundedLines(tx, parts.map((part, at) => ({
    ...part, ...standing(postings[at], part), refundedMinor: part.refundedMinor - part.row.amountMinor,
  })));
}

/** Takes a line's transfers out of those of its refund: by account and amount, which is all that tells two apart. */
function pick(pool: PostedTransfer[], owner: string, { heldMinor, availableMinor, debtMinor, platformMinor }: Taken): PostedTransfer[] {
  const wanted: [LedgerAccountKind, string | null, number][] = [
    ['creator_held', owner, heldMinor], ['creator_available', owner, availableMinor], ['creator_debt', owner, debtMinor], ['platform_fees', null, platformMinor],
  ];
  return wanted.filter(([, , minor]) => minor > 0).map(([kind, whose, minor]) => {
    const at = pool.findIndex(({ debit, amountMinor }) => debit.kind === kind && debit.owner === whose && amountMinor === minor);
    const [found] = at === -1 ? [] : pool.splice(at, 1);
    invariant(found, 'what a line gave back was posted');
    return found;
  });
}

function billOf({ payment: { billId } }: RefundOutcome): string {
  invariant(billId, 'a payment for a bill names it');
  return billId;
}
