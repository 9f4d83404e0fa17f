import { minorDigits, writtenDigits, type Currency } from './currency';

/**
 * The signs that say one currency and no other, as CLDR has them for English. A bare `$` is the US
 * dollar and a bare `¥` the yen, because those who read a page in English read them so.
 */
const signs: Partial<Record<Currency, string>> = {
  USD: '$', EUR: '€', GBP: '£', JPY: '¥', AUD: 'A$', BRL: 'R$', CAD: 'CA$', CNY: 'CN¥', HKD: 'HK$',
  ILS: '₪', INR: '₹', KRW: '₩', MXN: 'MX$', NZD: 'NZ$', PHP: '₱', TWD: 'NT$', VND: '₫', XCD: 'EC$',
};
const MINUS = '\u2212';
const NO_BREAK_SPACE = '\u00a0';

/**
 * An amount as people read it: `$3.00`, `€0.10`, `¥300`, `CA$3.00`, `CHF 3.00`, `−$0.39`. Written out
 * by hand and not by `Intl`, whose signs and spaces change with the ICU of each Node and browser:
 * what the server drew and what the client computes must be the same text.
 *
 * @param amountMinor a safe integer in the currency's minor units
 * @param options.trim leave out a fraction that is all zeros (`$3`)
 * @throws RangeError when the amount is no safe integer
 */
export function formatMoney(
  amountMinor: number,
  currency: Currency,
  options: { trim?: boolean } = {},
): string {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError(`No amount in minor units: ${amountMinor}`);
  const digits = minorDigits(currency);
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = fractionOf(text.slice(text.length - digits), writtenDigits(currency), options.trim);
  const sign = signs[currency] ?? currency + NO_BREAK_SPACE;
  return (amountMinor < 0 ? MINUS : '') + sign + whole + fraction;
}

/** An amount as a field takes it and `parseAmount` reads it: digits and a point, no sign. */
export function plainAmount(amountMinor: number, currency: Currency): string {
  return formatMoney(amountMinor, currency, { trim: true }).replace(/[^\d.]/g, '');
}

/** Digits beyond those that people write are shown only when they say something (a fils, a share). */
function fractionOf(digits: string, written: number, trim = false): string {
  const zeros = /^0*$/;
  if (zeros.test(digits) && (trim || written === 0)) return '';
  return '.' + (zeros.test(digits.slice(written)) ? digits.slice(0, written) : digits);
}

/** The sign of a currency that may stand before a typed amount, or null when it is its code. */
export function signOf(currency: Currency): string | null {
  return signs[currency] ?? null;
}
