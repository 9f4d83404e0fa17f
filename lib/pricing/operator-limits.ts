import type { Queryable } from '@/db/client';
import { Refusal } from '@/lib/errors';
import type { Currency } from '@/lib/money';
import { readSettings, type Settings } from '@/lib/settings';

/** Where the operator's Stripe account that takes a currency is at home; its prices follow. */
export type Region = 'us' | 'eea' | 'uk' | 'jp';

/** The operator's amounts in one currency, in minor units (DESIGN.md 4.11). */
export type OperatorLimits = {
  region: Region;
  /** The smallest direct tip; never under Stripe's smallest charge. */
  directMinimumMinor: number;
  /** Below this a charge costs so much that the tab is offered first. */
  smallBillMinor: number;
  /** The most that a new tab may owe between bills. */
  tabFirstMinor: number;
  /** By how much that grows with each paid bill. */
  tabStepMinor: number;
  /** Up to here. */
  tabMostMinor: number;
  tabTipMinimumMinor: number;
  pledgeMinimumMinor: number;
  /** The least that a few days of a pledge cost. */
  daysMinimumMinor: number;
};

/** The same figures in every currency: a yen has no hundredths, so its 100 is what a dollar's is. */
const shipped = {
  directMinimumMinor: 100,
  smallBillMinor: 300,
  tabFirstMinor: 1_000,
  tabStepMinor: 500,
  tabMostMinor: 3_000,
  tabTipMinimumMinor: 10,
  pledgeMinimumMinor: 100,
  daysMinimumMinor: 10,
};

/**
 * A currency is offered only if the operator's Stripe account settles in it: else every fee would
 * come in another currency than its payment, and could not be booked. These four settle in
 * themselves in the sandbox; an operator whose account settles in others changes this table.
 */
const limits = {
  USD: { region: 'us', ...shipped },
  EUR: { region: 'eea', ...shipped },
  GBP: { region: 'uk', ...shipped },
  JPY: { region: 'jp', ...shipped },
} as const satisfies Partial<Record<Currency, OperatorLimits>>;

export type OfferedCurrency = keyof typeof limits;

/** The currencies a creator may take money in, the first being the one shown by default. */
export const offeredCurrencies: readonly [OfferedCurrency, ...OfferedCurrency[]] = ['USD', 'EUR', 'GBP', 'JPY'];

/** A currency in which the operator's account does not settle. */
export class CurrencyNotOffered extends Refusal {
  constructor(currency: Currency) {
    super('CurrencyNotOffered', `Payments in ${currency} are not possible here.`);
  }
}

/** Whether the operator takes money in this currency. */
export function isOffered(currency: Currency): currency is OfferedCurrency {
  return currency in limits;
}

/**
 * The amounts that we ship for a currency, and where it is at home. What holds is `currentLimits`.
 *
 * @throws CurrencyNotOffered
 */
export function operatorLimits(currency: Currency): OperatorLimits {
  if (!isOffered(currency)) throw new CurrencyNotOffered(currency);
  return limits[currency];
}

/**
 * The operator's amounts in a currency as they hold now: what an admin has set, else what we ship.
 *
 * @throws CurrencyNotOffered
 */
export async function currentLimits(db: Queryable, currency: Currency): Promise<OperatorLimits> {
  return limitsOf(currency, await readSettings(db));
}

/**
 * The shipped amounts with what was set laid over them.
 *
 * @throws CurrencyNotOffered
 */
export function limitsOf(currency: Currency, set: Pick<Settings, 'tipLimits' | 'tabLimits'>): OperatorLimits {
  return { ...operatorLimits(currency), ...set.tipLimits[currency], ...set.tabLimits[currency] };
}
