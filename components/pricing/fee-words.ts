import { formatMoney, type Currency } from '@/lib/money/input';

const months = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
];

/** Basis points as people say them: 290 → `2.9 %`. */
export function percent(basisPoints: number): string {
  const whole = Math.floor(basisPoints / 100);
  const rest = String(basisPoints % 100).padStart(2, '0').replace(/0+$/, '');
  return `${whole}${rest && `.${rest}`}\u00a0%`;
}

/** A small sum in the words of its currency: `67¢`, else as everywhere (`€0.67`). */
export function smallSum(amountMinor: number, currency: Currency): string {
  if (currency === 'USD' && amountMinor >= 0 && amountMinor < 100) return `${amountMinor}¢`;
  return formatMoney(amountMinor, currency);
}

/** A price of the processor: `2.9 % + 30¢`. */
export function priceInWords(price: { basisPoints: number; fixedMinor: number; capMinor: number | null }, currency: Currency): string {
  const parts = [price.basisPoints > 0 && percent(price.basisPoints), price.fixedMinor > 0 && smallSum(price.fixedMinor, currency)];
  const words = parts.filter(Boolean).join(' + ') || 'nothing';
  return price.capMinor === null ? words : `${words}, at most ${formatMoney(price.capMinor, currency, { trim: true })}`;
}

/** A day in UTC: `20 September 2026`. */
export function day(isoDate: string): string {
  const [year, month, date] = isoDate.slice(0, 10).split('-');
  return `${Number(date)} ${months[Number(month) - 1]} ${year}`;
}

/** A number as a word where a sentence wants one. */
export function inLetters(count: number): string {
  const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
  return words[count] ?? String(count);
}
