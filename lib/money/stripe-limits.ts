import { amountStep, type Currency } from './currency';

/**
 * Stripe's smallest charges in minor units, from the table "Minimum and maximum charge amounts" of
 * docs.stripe.com/currencies as it stood in September 2026.
 */
const minimums: Partial<Record<Currency, number>> = {
  AED: 200, ARS: 50, AUD: 50, BRL: 50, CAD: 50, CHF: 50, COP: 50, CZK: 1500, DKK: 250, EUR: 50,
  GBP: 30, HKD: 400, HUF: 17500, IDR: 50, ILS: 50, INR: 50, JPY: 50, KRW: 50, MXN: 1000, MYR: 200,
  NOK: 300, NZD: 50, PHP: 50, PLN: 200, RON: 200, RUB: 50, SEK: 300, SGD: 50, THB: 1000, USD: 50,
  ZAR: 50,
};

/** Eight digits for all but three, by the same table. */
const maximums: Partial<Record<Currency, number>> = {
  COP: 9_999_999_999,
  IDR: 999_999_999_999,
  INR: 999_999_999,
};
const MAXIMUM = 99_999_999;

/**
 * The smallest charge that Stripe accepts, in minor units. Where its table says nothing, the
 * smallest amount there is: such a charge is converted and must then reach the minimum of the
 * settlement currency, which only Stripe can know.
 */
export function stripeMinimum(currency: Currency): number {
  return minimums[currency] ?? amountStep(currency);
}

/** The largest charge that Stripe accepts, in minor units. Card networks may stop earlier. */
export function stripeMaximum(currency: Currency): number {
  return maximums[currency] ?? MAXIMUM - (MAXIMUM % amountStep(currency));
}
