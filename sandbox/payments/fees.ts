/**
 * What the processor charges, by the currency in which a payment is made and settles. Sources:
 * - US: stripe.com/pricing as transcribed on 2026-09-20: 2.9 % + 30¢, +1.5 % international cards.
 * - EEA: Stripe's notice of 2023, still quoted in 2026: standard EEA cards 1.5 % + €0.25, UK cards
 *   2.5 %, all others 3.25 %; SEPA debit €0.35 (secondary sources).
 * - UK: the mirror of it: UK cards 1.5 % + £0.20, EEA cards 2.5 %, others 3.25 % (secondary).
 * - Japan: 3.6 %, the same for foreign cards.
 * - PayPal through Stripe: 3.49 % + 49¢ as PayPal publishes it, an estimate for every currency.
 * - Disputes: $15, €20, £20, ¥1,500, kept even when won.
 * Another currency is charged like the US one (the sandbox settles each in itself).
 */
export interface FeeInput {
  amountMinor: number;
  /** Lower case, as Stripe writes it. */
  currency: string;
  method: 'card' | 'sepa_debit' | 'paypal';
  /** Of the card; null where it is unknown. */
  country: string | null;
}

interface Rate {
  basisPoints: number;
  fixedMinor: number;
}

const EEA = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
);

const ZERO_DECIMAL = new Set(
  'bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '),
);

/** The fee in minor units of the payment's currency, rounded half up as Stripe does. */
export function processorFee(input: FeeInput): number {
  const { basisPoints, fixedMinor } = rateOf(input);
  return Math.floor((input.amountMinor * basisPoints + 5_000) / 10_000) + fixedMinor;
}

function rateOf({ currency, method, country }: FeeInput): Rate {
  if (method === 'sepa_debit') return { basisPoints: 0, fixedMinor: 35 };
  if (method === 'paypal') return { basisPoints: 349, fixedMinor: 49 };
  if (currency === 'jpy') return { basisPoints: 360, fixedMinor: 0 };
  if (currency === 'eur') return { basisPoints: europeanRate(country, 'EEA'), fixedMinor: 25 };
  if (currency === 'gbp') return { basisPoints: europeanRate(country, 'GB'), fixedMinor: 20 };
  const international = currency === 'usd' && country !== null && country !== 'US';
  return { basisPoints: international ? 440 : 290, fixedMinor: 30 };
}

function europeanRate(country: string | null, home: 'EEA' | 'GB'): number {
  const region = country === 'GB' ? 'GB' : country !== null && EEA.has(country) ? 'EEA' : 'other';
  if (country === null || region === home) return 150;
  return region === 'other' ? 325 : 250;
}

/** What a dispute costs on receipt, in minor units. */
export function disputeFee(currency: string): number {
  if (currency === 'jpy') return 1_500;
  return currency === 'eur' || currency === 'gbp' ? 2_000 : 1_500;
}

/** What countering one costs on top, in minor units: known for accounts in the US only. */
export function counterFee(currency: string): number {
  return currency === 'usd' ? 1_500 : 0;
}

/** Days until the money of a payment is available. */
export function settlementDays(method: FeeInput['method']): number {
  return method === 'sepa_debit' ? 7 : 2;
}

/** Stripe's smallest charge (docs.stripe.com/currencies), in minor units. */
export function minimumCharge(currency: string): number {
  return currency === 'gbp' ? 30 : 50;
}

export function isZeroDecimal(currency: string): boolean {
  return ZERO_DECIMAL.has(currency);
}
