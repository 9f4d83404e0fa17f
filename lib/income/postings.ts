import { reverseTransfers, type AccountRef, type LedgerAccountKind, type TransferDraft, type TransferInput } from '@/lib/ledger';
import { allocate, type Currency } from '@/lib/money';

/**
 * One thing that somebody gave a creator, as its postings see it: a tip, or days of a pledge.
 * `owner` is the creator's alias in the ledger. Minor units.
 */
export type IncomeLine = {
  owner: string;
  currency: Currency;
  grossMinor: number;
  platformFeeMinor: number;
  platformTipMinor: number;
  /** What of this very line still lies in creator_held. */
  heldMinor: number;
  /** What of this very line became available and was not taken back. */
  availableMinor: number;
};

/** Transfers and what they leave of the line in creator_held and in creator_available. */
export type Posting = { drafts: TransferDraft[]; heldMinor: number; availableMinor: number };

/** Collected: the gross is held for the creator, each fee and the platform's tip on its own row. */
export function collectedPosting(tip: IncomeLine, chargeId: string): Posting {
  const held = account('creator_held', tip);
  const clearing = account('processor_clearing', tip);
  const drafts: TransferDraft[] = [
    { kind: 'tip_collected', debit: clearing, credit: held, amountMinor: tip.grossMinor, externalRef: chargeId },
    { kind: 'platform_fee', debit: held, credit: account('platform_fees', tip), amountMinor: tip.platformFeeMinor },
    { kind: 'platform_tip', debit: clearing, credit: account('platform_tips', tip), amountMinor: tip.platformTipMinor },
  ];
  const heldMinor = tip.grossMinor - tip.platformFeeMinor;
  return { drafts: drafts.filter(isNotZero), heldMinor, availableMinor: tip.availableMinor };
}

/**
 * The processor's fee, shared by what each side received of the charge: the creator does not pay
 * for the part that was a tip to us. After a refund or a release the creator's share may exceed what
 * is held; the rest follows the tip's money (DESIGN.md 4.7).
 *
 * @param fundsMinor what the creator has available now, over all tips
 */
export function feePosting(tip: IncomeLine, feeMinor: number, balanceTransactionId: string, fundsMinor = 0): Posting {
  const { creatorMinor, platformMinor } = shareFee(tip, feeMinor);
  const taken = takeFromLine(tip, 'processor_fee', creatorMinor, fundsMinor);
  const drafts: TransferDraft[] = [
    ...taken.drafts,
    { kind: 'processor_fee', debit: account('processor_costs', tip), credit: account('processor_clearing', tip), amountMinor: platformMinor },
  ];
  return { ...taken, drafts: referenced(drafts.filter(isNotZero), balanceTransactionId) };
}

/**
 * The hold is over: what is held becomes available, and first repays what the creator owes.
 *
 * @param debtMinor what the creator owes now
 */
export function releasePosting(tip: IncomeLine, debtMinor: number): Posting & { repaidMinor: number } {
  const available = account('creator_available', tip);
  const repaidMinor = Math.min(tip.heldMinor, debtMinor);
  const drafts: TransferDraft[] = [
    { kind: 'hold_released', debit: account('creator_held', tip), credit: available, amountMinor: tip.heldMinor },
    { kind: 'debt_repaid', debit: available, credit: account('creator_debt', tip), amountMinor: repaidMinor },
  ];
  const availableMinor = tip.availableMinor + tip.heldMinor - repaidMinor;
  return { drafts: drafts.filter(isNotZero), heldMinor: 0, availableMinor, repaidMinor };
}

/** Who takes a gift back: its fan by a refund, or a bank by a dispute. Both take it the same way. */
type TakenBack = 'refund' | 'dispute_opened';

/** Takes money of this very tip back: from held, then available as far as there is, then as debt. */
function takeFromLine(tip: IncomeLine, kind: 'processor_fee' | TakenBack, amountMinor: number, fundsMinor: number): Posting {
  const credit = account('processor_clearing', tip);
  const fromHeld = Math.min(tip.heldMinor, amountMinor);
  const fromAvailable = Math.min(tip.availableMinor, fundsMinor, amountMinor - fromHeld);
  const asDebt = amountMinor - fromHeld - fromAvailable;
  return {
    drafts: [
      { kind, debit: account('creator_held', tip), credit, amountMinor: fromHeld },
      { kind, debit: account('creator_available', tip), credit, amountMinor: fromAvailable },
      { kind, debit: account('creator_debt', tip), credit, amountMinor: asDebt },
    ],
    heldMinor: tip.heldMinor - fromHeld,
    availableMinor: tip.availableMinor - fromAvailable,
  };
}

/** How one fee falls on the creator's part and on the platform's tip; the shares sum exactly. */
export function shareFee(
  tip: { grossMinor: number; platformTipMinor: number },
  feeMinor: number,
): { creatorMinor: number; platformMinor: number } {
  const [creatorMinor = 0, platformMinor = 0] = allocate(feeMinor, [tip.grossMinor, tip.platformTipMinor]);
  return { creatorMinor, platformMinor };
}

/**
 * A refund, or a dispute, of `refundMinor` after `refundedMinor` of it went back before: each side gives back its
 * part of the charge, in proportion and to the cent over all refunds together. The platform returns
 * its fee, the creator bears the processor fee that Stripe keeps: this tip's own money first, held
 * and then available, and by debt what that does not reach.
 *
 * @param refundId the processor's, or its dispute's; null for every line but the first of one refund of many
 * @param fundsMinor what the creator has available now, over all tips
 */
export function refundPosting(
  tip: IncomeLine,
  refundMinor: number,
  refundedMinor: number,
  refundId: string | null,
  fundsMinor = 0,
  kind: TakenBack = 'refund',
): Posting {
  const clearing = account('processor_clearing', tip);
  const before = refundShares(tip, refundedMinor);
  const after = refundShares(tip, refundedMinor + refundMinor);
  const platformTipMinor = after.platformTipMinor - before.platformTipMinor;
  const platformFeeMinor = after.platformFeeMinor - before.platformFeeMinor;
  const taken = takeFromLine(tip, kind, after.creatorMinor - before.creatorMinor, fundsMinor);
  const drafts: TransferDraft[] = [
    ...taken.drafts,
    { kind: 'platform_fee_returned', debit: account('platform_fees', tip), credit: clearing, amountMinor: platformFeeMinor },
    { kind: 'platform_tip_returned', debit: account('platform_tips', tip), credit: clearing, amountMinor: platformTipMinor },
  ];
  return { ...taken, drafts: referenced(drafts.filter(isNotZero), refundId) };
}

/**
 * A refund that a bank sent back, or a dispute that was won: each of its transfers is reversed, so that the money lies where it
 * lay. What had become debt and was repaid meanwhile cannot be given back as debt; it returns as
 * available money, which first repays what is owed of it still.
 *
 * @param posted the transfers of the refund or the dispute
 * @param debtMinor what the creator owes now
 */
export function returnedPosting(
  tip: IncomeLine,
  posted: readonly Pick<TransferInput, 'id' | 'debit' | 'credit' | 'amountMinor' | 'kind'>[],
  debtMinor: number,
  failureTransactionId: string | null,
  kind: 'refund_returned' | 'dispute_won' = 'refund_returned',
): Posting {
  const from = (kind: LedgerAccountKind) =>
    posted.filter(({ debit }) => debit.kind === kind).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const heldMinor = tip.heldMinor + from('creator_held');
  const availableMinor = tip.availableMinor + from('creator_available');
  const owedMinor = from('creator_debt');
  if (owedMinor <= debtMinor) return { drafts: reverseTransfers(posted, failureTransactionId), heldMinor, availableMinor };
  const available = account('creator_available', tip);
  const drafts: TransferDraft[] = [
    ...reverseTransfers(posted.filter(({ debit }) => debit.kind !== 'creator_debt')),
    { kind, debit: account('processor_clearing', tip), credit: available, amountMinor: owedMinor },
    { kind: 'debt_repaid', debit: available, credit: account('creator_debt', tip), amountMinor: debtMinor },
  ];
  return {
    drafts: drafts.filter(isNotZero).map((draft, at) => (at === 0 ? { ...draft, externalRef: failureTransactionId } : draft)),
    heldMinor,
    availableMinor: availableMinor + owedMinor - debtMinor,
  };
}

/**
 * Who has given back how much once `doneMinor` of the charge is refunded. The platform's tip is cut
 * from the whole and the platform's fee from what is left of it, one inside the other: so no share
 * ever falls when more is refunded, and each refund takes from nobody less than nothing.
 */
export function refundShares(
  tip: { grossMinor: number; platformTipMinor: number; platformFeeMinor: number },
  doneMinor: number,
) {
  const platformTipMinor = portion(tip.platformTipMinor, doneMinor, tip.grossMinor + tip.platformTipMinor);
  const grossMinor = doneMinor - platformTipMinor;
  const platformFeeMinor = portion(tip.platformFeeMinor, grossMinor, tip.grossMinor);
  return { platformTipMinor, platformFeeMinor, creatorMinor: grossMinor - platformFeeMinor };
}

/** `whole × done ÷ total`, rounded down; in BigInt because the product may pass 2^53. */
function portion(whole: number, done: number, total: number): number {
  return Number((BigInt(whole) * BigInt(done)) / BigInt(total));
}

/** The account of a kind that a tip's money meets: its creator's, or the operator's own. */
export function account(kind: LedgerAccountKind, tip: { owner: string; currency: Currency }): AccountRef {
  const isCreators = kind.startsWith('creator_');
  return { kind, owner: isCreators ? tip.owner : null, currency: tip.currency };
}

/** The processor's id stands on the first transfer, and on that one only. */
function referenced(drafts: TransferDraft[], externalRef: string | null): TransferDraft[] {
  return drafts.map((draft, at) => (at === 0 ? { ...draft, externalRef } : draft));
}

function isNotZero(draft: TransferDraft): boolean {
  return draft.amountMinor > 0;
}
