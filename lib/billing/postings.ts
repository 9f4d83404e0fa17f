import { invariant } from '@/lib/errors';
import { deriveId } from '@/lib/ids';
import { account, feePosting } from '@/lib/income';
import { transfersOf, type TransferDraft, type TransferInput } from '@/lib/ledger';
import { accruedPosting } from '@/lib/tab';
import type { BillLine, BillWithLines } from './bill-rows';

/** A charge that paid a bill, as its postings name it. */
export type PaidCharge = { paymentId: string; chargeId: string; settledAt: Date };

/**
 * A bill is paid (DESIGN.md 5): what waited for this charge is put on the tab now, the fan's debt
 * is paid by the charge, and each line goes from accrued to held, less what the platform takes.
 *
 * @param platform what the platform takes of each line, in the order of the lines
 */
export function paidPosting({ lines, currency }: BillWithLines, platform: readonly number[], charge: PaidCharge): TransferInput[] {
  const accrued = lines.filter((line) => line.wasWaiting).flatMap((line) => accruedPosting(line, charge.settledAt));
  const [first] = lines;
  invariant(first, 'a bill has lines');
  const clearing = account('processor_clearing', { owner: first.creatorOwner, currency });
  const drafts: TransferDraft[] = [{
    kind: 'bill_collected',
    debit: clearing,
    credit: { kind: 'fan_tab', owner: first.fanOwner, currency },
    amountMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0),
    externalRef: charge.chargeId,
  }];
  lines.forEach((line, at) => {
    const owner = { owner: line.creatorOwner, currency };
    const held = account('creator_held', owner);
    drafts.push({ kind: 'line_collected', debit: account('creator_accrued', owner), credit: held, amountMinor: line.amountMinor });
    const feeMinor = platform[at] ?? 0;
    if (feeMinor > 0) drafts.push({ kind: 'platform_fee', debit: held, credit: account('platform_fees', owner), amountMinor: feeMinor });
  });
  const event = { transactionId: deriveId(charge.paymentId, 'collected'), currency, happenedAt: charge.settledAt };
  return [...accrued, ...transfersOf(event, drafts)];
}

/** Where a line's money lies after its share of the fee was taken. */
export type FeeTaken = { heldMinor: number; availableMinor: number };

/**
 * The processor's fee is known: each line bears its share, from what is held of it. The balance
 * transaction's id stands on the first transfer and on that one only.
 *
 * @param shares in the order of the lines; they sum to the fee
 */
export function feePostings(
  lines: readonly BillLine[],
  shares: readonly number[],
  fee: { paymentId: string; balanceTransactionId: string; settledAt: Date },
): { transfers: TransferInput[]; taken: FeeTaken[] } {
  const drafts: TransferDraft[] = [];
  const taken = lines.map((line, at): FeeTaken => {
    const posting = feePosting(
      { ...line, owner: line.creatorOwner, grossMinor: line.amountMinor, platformTipMinor: 0 },
      shares[at] ?? 0,
      fee.balanceTransactionId,
    );
    drafts.push(...posting.drafts);
    return { heldMinor: posting.heldMinor, availableMinor: posting.availableMinor };
  });
  const referenced = drafts.map((draft, at) => ({ ...draft, externalRef: at === 0 ? fee.balanceTransactionId : null }));
  const [first] = lines;
  invariant(first, 'a bill has lines');
  const event = { transactionId: deriveId(fee.paymentId, 'fee'), currency: first.currency, happenedAt: fee.settledAt };
  return { transfers: transfersOf(event, referenced), taken };
}
