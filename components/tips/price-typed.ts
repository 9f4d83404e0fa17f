import { formatMoney, parseAmount, type Currency } from '@/lib/money/input';
import { estimateTip, type TipEstimate, type TipPricing } from '@/lib/pricing/input';
import type { TipTyped } from '@/lib/tips/input';

/** What the form knows about prices; all of it is the same for every visitor. */
export type TipTerms = {
  currency: Currency;
  presetsMinor: number[];
  minimumMinor: number;
  /** Below this the form says how much of the tip the card fee takes. */
  smallBillMinor: number;
  pricing: TipPricing;
};

/** The tip as typed so far, or null while it is no amount that this page takes. */
export type PricedTip = { tip: string; estimate: TipEstimate; feeShare: string | null };

export function priceTyped(typed: TipTyped, terms: TipTerms): PricedTip | null {
  const amountMinor = read(typed.amount === 'other' ? typed.amountOther : typed.amount, terms);
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
  const tip = formatMoney(amountMinor, terms.currency, { trim: true });
  const share = Math.round((estimate.processorFeeMinor / amountMinor) * 100);
  return { tip, estimate, feeShare: amountMinor < terms.smallBillMinor ? `${share} %` : null };
}

/** Half-typed amounts are the rule here, not an exception worth showing. */
function read(text: string | undefined, terms: TipTerms): number | null {
  try {
    return parseAmount(text ?? '', terms.currency);
  } catch {
    return null;
  }
}
