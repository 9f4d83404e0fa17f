import type { Queryable } from '@/db/client';
import type { Currency } from '@/lib/money';
import { readSettings, type Settings } from '@/lib/settings';

/** What holds of payouts in one currency now. Minor units. */
export type PayoutTerms = {
  /** The least that is paid out at once. */
  minimumMinor: number;
  /** Above it a second admin must agree. */
  secondApproverMinor: number;
  /** What the processor takes for each payout, and once in a month for who is paid in it. */
  transferCostMinor: number;
  monthlyCostMinor: number;
  /** What it takes of the sum. */
  costBasisPoints: number;
  /** What a new page leaves untaken, and for how many days after its first collected money. */
  reserve: { days: number; percent: number };
};

/**
 * The same figures in every currency, as everywhere (DESIGN.md 4.11). The costs are Stripe's for a
 * platform that pays recipients (its pricing page, read in October 2026; STRIPE.md): $2 for an account
 * that is paid in a month, 25¢ and 0.25 % for each payout.
 */
const shipped = { minimumMinor: 2_500, secondApproverMinor: 50_000, transferCostMinor: 25, monthlyCostMinor: 200 };

type Set = Pick<Settings, 'payoutLimits' | 'payoutCostBasisPoints' | 'newCreatorReserve'>;

/** What was set for a currency, laid over what we ship. Pure. */
export function payoutTermsOf(currency: Currency, set: Set): PayoutTerms {
  return { ...shipped, ...set.payoutLimits[currency], costBasisPoints: set.payoutCostBasisPoints, reserve: set.newCreatorReserve };
}

/** What holds of payouts in a currency now. */
export async function readPayoutTerms(db: Queryable, currency: Currency): Promise<PayoutTerms> {
  return payoutTermsOf(currency, await readSettings(db));
}

/**
 * What the processor takes for a payout, rounded up to the minor unit; the operator bears it.
 *
 * @param isFirstOfMonth whether its account was paid nothing else in the month (UTC)
 */
export function payoutCost(terms: PayoutTerms, amountMinor: number, isFirstOfMonth: boolean): number {
  const share = Number((BigInt(amountMinor) * BigInt(terms.costBasisPoints) + 9_999n) / 10_000n);
  return terms.transferCostMinor + share + (isFirstOfMonth ? terms.monthlyCostMinor : 0);
}
