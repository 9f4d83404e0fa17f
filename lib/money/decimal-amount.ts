import { minorDigits, type Currency } from './currency';

/** An amount as a plain decimal for files and machines: `3.00`, `-0.59`, `300` in yen. */
export function decimalAmount(amountMinor: number, currency: Currency): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const sign = amountMinor < 0 ? '-' : '';
  return digits === 0 ? sign + whole : `${sign}${whole}.${text.slice(-digits)}`;
}
