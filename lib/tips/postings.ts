import type { AccountRef, LedgerAccountKind, TransferDraft } from '@/lib/ledger';
import { allocate, type Currency } from '@/lib/money';

/** A tip as its postings see it; `owner` is the creator's alias in the ledger. Minor units. */
export type PostedTip = {
  owner: string;
  currency: Currency;
  grossMinor: number;
  platformFeeMinor: number;
  platformTipMinor: number;
  /** What of this tip still lies in creator_held. */
  heldMinor: number;
};

/** Transfers and what they leave of the tip in creator_held. */
export type Posting = { drafts: TransferDraft[]; heldMinor: number };

/** Collected: the gross is held for the creator, each fee and the platform's tip on its own row. */
export function collectedPosting(tip: PostedTip, chargeId: string): Posting {
  const held = account('creator_held', tip);
  const clearing = account('processor_clearing', tip);
  const drafts: TransferDraft[] = [
    { kind: 'tip_collected', debit: clearing, credit: held, amountMinor: tip.grossMinor, externalRef: chargeId },
    { kind: 'platform_fee', debit: held, credit: account('platform_fees', tip), amountMinor: tip.platformFeeMinor },
    { kind: 'platform_tip', debit: clearing, credit: account('platform_tips', tip), amountMinor: tip.platformTipMinor },
  ];
  return { drafts: drafts.filter(isNotZero), heldMinor: tip.grossMinor - tip.platformFeeMinor };
}

/**
 * The processor's fee, shared by what each side received of the charge: the creator does not pay
 * for the part that was a tip to us. After a refund the creator's share may exceed what is held;
 * the rest is their debt (DESIGN.md 4.7).
 */
export function feePosting(tip: PostedTip, feeMinor: number, balanceTransactionId: string): Posting {
  const clearing = account('processor_clearing', tip);
  const { creatorMinor, platformMinor } = shareFee(tip, feeMinor);
  const fromHeld = Math.min(tip.heldMinor, creatorMinor);
  const drafts: TransferDraft[] = [
    { kind: 'processor_fee', debit: account('creator_held', tip), credit: clearing, amountMinor: fromHeld },
    { kind: 'processor_fee', debit: account('creator_debt', tip), credit: clearing, amountMinor: creatorMinor - fromHeld },
    { kind: 'processor_fee', debit: account('processor_costs', tip), credit: clearing, amountMinor: platformMinor },
  ];
  return { drafts: referenced(drafts.filter(isNotZero), balanceTransactionId), heldMinor: tip.heldMinor - fromHeld };
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
 * A refund of `refundMinor` after `refundedMinor` of it went back before: each side gives back its
 * part of the charge, in proportion and to the cent over all refunds together. The platform returns
 * its fee, the creator bears the processor fee that Stripe keeps, by debt where too little is held.
 */
export function refundPosting(tip: PostedTip, refundMinor: number, refundedMinor: number, refundId: string): Posting {
  const clearing = account('processor_clearing', tip);
  const before = refundShares(tip, refundedMinor);
  const after = refundShares(tip, refundedMinor + refundMinor);
  const platformTipMinor = after.platformTipMinor - before.platformTipMinor;
  const platformFeeMinor = after.platformFeeMinor - before.platformFeeMinor;
  const creatorMinor = after.creatorMinor - before.creatorMinor;
  const fromHeld = Math.min(tip.heldMinor, creatorMinor);
  const drafts: TransferDraft[] = [
    { kind: 'refund', debit: account('creator_held', tip), credit: clearing, amountMinor: fromHeld },
    { kind: 'refund', debit: account('creator_debt', tip), credit: clearing, amountMinor: creatorMinor - fromHeld },
    { kind: 'platform_fee_returned', debit: account('platform_fees', tip), credit: clearing, amountMinor: platformFeeMinor },
    { kind: 'platform_tip_returned', debit: account('platform_tips', tip), credit: clearing, amountMinor: platformTipMinor },
  ];
  return { drafts: referenced(drafts.filter(isNotZero), refundId), heldMinor: tip.heldMinor - fromHeld };
}

/**
 * Who has given back how much once `doneMinor` of the charge is refunded. The platform's tip is cut
 * from the whole and the platform's fee from what is left of it, one inside the other: so no share
 * ever falls when more is refunded, and each refund takes from nobody less than nothing.
 */
function refundShares(tip: PostedTip, doneMinor: number) {
  const platformTipMinor = portion(tip.platformTipMinor, doneMinor, tip.grossMinor + tip.platformTipMinor);
  const grossMinor = doneMinor - platformTipMinor;
  const platformFeeMinor = portion(tip.platformFeeMinor, grossMinor, tip.grossMinor);
  return { platformTipMinor, platformFeeMinor, creatorMinor: grossMinor - platformFeeMinor };
}

/** `whole × done ÷ total`, rounded down; in BigInt because the product may pass 2^53. */
function portion(whole: number, done: number, total: number): number {
  return Number((BigInt(whole) * BigInt(done)) / BigInt(total));
}

function account(kind: LedgerAccountKind, tip: PostedTip): AccountRef {
  const isCreators = kind.startsWith('creator_');
  return { kind, owner: isCreators ? tip.owner : null, currency: tip.currency };
}

/** The processor's id stands on the first transfer, and on that one only. */
function referenced(drafts: TransferDraft[], externalRef: string): TransferDraft[] {
  return drafts.map((draft, at) => (at === 0 ? { ...draft, externalRef } : draft));
}

function isNotZero(draft: TransferDraft): boolean {
  return draft.amountMinor > 0;
}
