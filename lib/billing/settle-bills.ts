import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { heldUntil, post, readHoldDays } from '@/lib/income';
import type { TransferInput } from '@/lib/ledger';
import type { Currency } from '@/lib/money';
import type { PaymentOutcome } from '@/lib/payments';
import { currentLimits, feeHistory, type FeeChange } from '@/lib/pricing';
import { growLimits, storeLines, storePaidBills, type BillLine, type BillWithLines, type LineMoney } from './bill-rows';
import { followCollected, moneyOfTips, storeTipMoney, type TipMoney } from './follow-lines';
import { feePostings, paidPosting } from './postings';
import { sharePlatformFee, shareProcessorFee } from './share-fees';

export type BillOutcome = { outcome: PaymentOutcome; bill: BillWithLines };

/** A line as it stands after this batch, and what is to be stored of it. */
type Settled = { line: BillLine; collectedAt: Date; heldUntil: Date | null };

/**
 * Settles bills whose charge was collected or whose fee became known. State, ledger, limits, access
 * and mails move in the caller's transaction, many bills in a handful of statements. The bills are
 * locked and their lines read.
 *
 * @param now business time
 */
export async function settleBills(tx: Tx, outcomes: BillOutcome[], now: Date): Promise<void> {
  if (outcomes.length === 0) return;
  const paid = outcomes.filter(({ outcome }) => outcome.settled);
  const fees = await feeHistory(tx);
  const holdDays = await readHoldDays(tx);
  await readTipMoney(tx, outcomes.filter(({ outcome }) => !outcome.settled));
  const transfers: TransferInput[] = [];
  const settled = outcomes.flatMap((each) => follow(each, fees, holdDays, transfers));
  if (transfers.length > 0) await post(tx, transfers);
  await storePaidBills(tx, outcomes.map(({ outcome: { payment }, bill }) => ({
    id: bill.id, paymentId: payment.id, paidAt: settledAt(payment), feeMinor: payment.processorFeeMinor,
  })));
  await storeLines(tx, settled.map(toMoney));
  await followCollected(tx, paid.map(({ bill, outcome }) => ({ bill, collectedAt: settledAt(outcome.payment) })), now);
  await storeTipMoney(tx, settled.filter(({ line }) => line.kind === 'tip').map(toTipMoney));
  await growAll(tx, paid.map(({ bill }) => bill));
}

/** A tip's money lies on its tip; only a fee that comes by itself must know what is left of it. */
async function readTipMoney(tx: Tx, outcomes: BillOutcome[]): Promise<void> {
  const tips = outcomes.flatMap(({ bill }) => bill.lines).filter(({ kind }) => kind === 'tip');
  const found = await moneyOfTips(tx, tips.map(({ id }) => id));
  for (const line of tips) {
    const { heldMinor, availableMinor } = found.get(line.id) ?? line;
    Object.assign(line, { heldMinor, availableMinor });
  }
}

/** Changes the lines to what they now are and adds what has to be posted for them. */
function follow({ outcome, bill }: BillOutcome, fees: FeeChange[], holdDays: number, transfers: TransferInput[]): Settled[] {
  const { payment, settled, feeKnown } = outcome;
  const collectedAt = settledAt(payment);
  if (settled) {
    invariant(bill.status === 'due' || bill.status === 'failing', `a bill that is ${bill.status} was paid`);
    invariant(payment.chargeId, 'a settled payment has its charge');
    const platform = sharePlatformFee(bill.lines, feeAt(fees, bill.createdAt), bill.rotation);
    transfers.push(...paidPosting(bill, platform, { paymentId: payment.id, chargeId: payment.chargeId, settledAt: collectedAt }));
    bill.lines.forEach((line, at) => {
      line.platformFeeMinor = platform[at] ?? 0;
      line.heldMinor = line.amountMinor - line.platformFeeMinor;
    });
  }
  if (feeKnown) {
    const shares = shareProcessorFee(bill.lines, feeKnown.feeMinor, bill.rotation);
    const fee = { paymentId: payment.id, balanceTransactionId: feeKnown.balanceTransactionId, settledAt: collectedAt };
    const posting = feePostings(bill.lines, shares, fee);
    transfers.push(...posting.transfers);
    bill.lines.forEach((line, at) => Object.assign(line, { feeShareMinor: shares[at] ?? 0 }, posting.taken[at]));
  }
  const until = feeKnown ? heldUntil(collectedAt, holdDays, feeKnown.availableOn) : null;
  return bill.lines.map((line) => ({ line, collectedAt, heldUntil: until }));
}

/** The platform fee that held when the bill was made: a fan in dunning pays no later one. */
function feeAt(history: FeeChange[], at: Date): number {
  const held = history.findLast(({ appliesFrom }) => appliesFrom <= at);
  invariant(held, 'every moment has a platform fee');
  return held.basisPoints;
}

/** Where money lies on the line itself; that of a tip lies on its tip. */
function toMoney({ line, collectedAt, heldUntil: until }: Settled): LineMoney {
  const { id, platformFeeMinor, feeShareMinor } = line;
  const isTip = line.kind === 'tip';
  return { id, platformFeeMinor, feeShareMinor, collectedAt, heldMinor: isTip ? 0 : line.heldMinor, heldUntil: isTip ? null : until };
}

function toTipMoney({ line, heldUntil: until }: Settled): TipMoney {
  return { lineId: line.id, heldMinor: line.heldMinor, availableMinor: line.availableMinor, heldUntil: until };
}

async function growAll(tx: Tx, bills: BillWithLines[]): Promise<void> {
  const fansByCurrency = new Map<Currency, string[]>();
  for (const { currency, fanId } of bills) fansByCurrency.set(currency, [...(fansByCurrency.get(currency) ?? []), fanId]);
  for (const [currency, fanIds] of fansByCurrency) {
    const { tabStepMinor, tabMostMinor } = await currentLimits(tx, currency);
    await growLimits(tx, currency, fanIds, { stepMinor: tabStepMinor, mostMinor: tabMostMinor });
  }
}

function settledAt({ settledAt: at }: PaymentOutcome['payment']): Date {
  invariant(at, 'a bill is settled by a settled payment');
  return at;
}
