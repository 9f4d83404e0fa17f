/**
 * The currencies in which Stripe presents charges (docs.stripe.com/currencies, read in October 2026;
 * the five three-decimal ones stand in that page's section "Three-decimal currencies"). Upper case
 * everywhere in our code; only lib/stripe writes them in lower case.
 */
export const currencies = [
  'AED', 'AFN', 'ALL', 'AMD', 'ANG', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BHD',
  'BIF', 'BMD', 'BND', 'BOB', 'BRL', 'BSD', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHF', 'CLP', 'CNY',
  'COP', 'CRC', 'CVE', 'CZK', 'DJF', 'DKK', 'DOP', 'DZD', 'EGP', 'ETB', 'EUR', 'FJD', 'FKP', 'GBP',
  'GEL', 'GIP', 'GMD', 'GNF', 'GTQ', 'GYD', 'HKD', 'HNL', 'HTG', 'HUF', 'IDR', 'ILS', 'INR', 'ISK',
  'JMD', 'JOD', 'JPY', 'KES', 'KGS', 'KHR', 'KMF', 'KRW', 'KWD', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR',
  'LRD', 'LSL', 'MAD', 'MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MUR', 'MVR', 'MWK', 'MXN', 'MYR',
  'MZN', 'NAD', 'NGN', 'NIO', 'NOK', 'NPR', 'NZD', 'OMR', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN',
  'PYG', 'QAR', 'RON', 'RSD', 'RUB', 'RWF', 'SAR', 'SBD', 'SCR', 'SEK', 'SGD', 'SHP', 'SLE', 'SOS',
  'SRD', 'STD', 'SZL', 'THB', 'TJS', 'TND', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS', 'UAH', 'UGX', 'USD',
  'UYU', 'UZS', 'VND', 'VUV', 'WST', 'XAF', 'XCD', 'XCG', 'XOF', 'XPF', 'YER', 'ZAR', 'ZMW',
] as const;

/** An ISO 4217 code that Stripe can charge, in upper case. */
export type Currency = (typeof currencies)[number];

const known: ReadonlySet<unknown> = new Set(currencies);
const zeroDecimal: ReadonlySet<Currency> = new Set<Currency>([
  'BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF',
  'XPF',
]);
const threeDecimal: ReadonlySet<Currency> = new Set<Currency>(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);
/** Whole units by law, but two decimals that must be 00 at Stripe, for the sake of old callers. */
const wholeInTwoDecimals: ReadonlySet<Currency> = new Set<Currency>(['ISK', 'UGX']);

/** Whether a value is the code of a currency that Stripe can charge, written in upper case. */
export function isCurrency(value: unknown): value is Currency {
  return known.has(value);
}

/**
 * How many digits of an amount in minor units stand behind the point: 2, or 0 or 3 by Stripe's lists.
 *
 * Our minor unit is Stripe's, so that no amount is ever converted on the way. Therefore ISK and UGX
 * have two digits here although nobody pays a hundredth of a króna (see `amountStep`). HUF and TWD
 * have two as well: they are charged in hundredths, only a *payout* in them must be whole.
 */
export function minorDigits(currency: Currency): 0 | 2 | 3 {
  if (zeroDecimal.has(currency)) return 0;
  return threeDecimal.has(currency) ? 3 : 2;
}

/**
 * What every charge in this currency must be a multiple of, in minor units. Three-decimal amounts
 * must end in 0 because Stripe's partners carry two decimals; ISK and UGX must end in 00.
 */
export function amountStep(currency: Currency): 1 | 10 | 100 {
  if (wholeInTwoDecimals.has(currency)) return 100;
  return threeDecimal.has(currency) ? 10 : 1;
}

/** How many digits behind the point people write: those that `amountStep` leaves free. */
export function writtenDigits(currency: Currency): 0 | 2 {
  return minorDigits(currency) === 0 || wholeInTwoDecimals.has(currency) ? 0 : 2;
}
