import { formatMoney, parseAmount, type Currency } from '@/lib/money/input';
import { estimateTabTip, estimateTip, processorFee, type TipEstimate, type TipPricing } from '@/lib/pricing/input';
import type { TipTyped, TipWay } from '@/lib/tips/input';

/** What the form knows about prices; all of it is the same for every visitor. */
export type TipTerms = {
  currency: Currency;
  presetsMinor: number[];
  minimumMinor: number;
  /** Below this the form says how much of the tip the card fee takes. */
  smallBillMinor: number;
  /** What a first tab may come to: as an example of what its fee takes. */
  tabFirstMinor: number;
  pricing: TipPricing;
};

/** What of somebody's tab a price depends on. */
export type TabTerms = { minimumMinor: number; othersMinor: number };

/** The tip as typed so far, or null while it is no amount that this page takes. */
export type PricedTip = { amountMinor: number; tip: string; estimate: TipEstimate; feeShare: string | null };

/** What a typed tip costs and gives by card. */
export function priceTyped(typed: TipTyped, terms: TipTerms): PricedTip | null {
  const amountMinor = readAmount(typed, terms);
  const platformTipMinor = typed.platformTip?.trim() ? read(typed.platformTip, terms) : 0;
  if (amountMinor === null || platformTipMinor === null) return null;
  if (amountMinor < terms.minimumMinor) return null;
  const estimate = estimateTip({
    ...terms.pricing,
    amountMinor,
    platformTipMinor,
    coverFees: typed.coverFees === 'on',
    currency: terms.currency,
  });
  return priced(amountMinor, estimate, terms);
}

/** What it costs and gives together with what the next bill of a tab holds anyway. */
export function priceOnTab(typed: TipTyped, terms: TipTerms, tab: TabTerms): PricedTip | null {
  const amountMinor = readAmount(typed, terms);
  if (amountMinor === null || amountMinor < tab.minimumMinor) return null;
  return priced(amountMinor, estimateTabTip(amountMinor, tab.othersMinor, terms.pricing), terms);
}

/** What the card fee takes of a tab that is full for the first time: `6 %`. */
export function tabShare({ tabFirstMinor, pricing }: TipTerms): string {
  return `${Math.round((processorFee(tabFirstMinor, pricing.processor) / tabFirstMinor) * 100)} %`;
}

/** Small tips go on the tab unless their fan says otherwise: a charge of their own costs too much of them. */
export function usualWay(typed: TipTyped, terms: TipTerms): TipWay {
  const amountMinor = readAmount(typed, terms);
  return amountMinor !== null && amountMinor < terms.smallBillMinor ? 'tab' : 'card';
}

function priced(amountMinor: number, estimate: TipEstimate, terms: TipTerms): PricedTip {
  const tip = formatMoney(amountMinor, terms.currency, { trim: true });
  const share = Math.round((estimate.processorFeeMinor / amountMinor) * 100);
  return { amountMinor, tip, estimate, feeShare: amountMinor < terms.smallBillMinor ? `${share} %` : null };
}

function readAmount(typed: TipTyped, terms: TipTerms): number | null {
  return read(typed.amount === 'other' ? typed.amountOther : typed.amount, terms);
}

/** Half-typed amounts are the rule here, not an exception worth showing. */
function read(text: string | undefined, terms: TipTerms): number | null {
  try {
    return parseAmount(text ?? '', terms.currency);
  } catch {
    return null;
  }
}
