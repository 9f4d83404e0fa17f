import { isRefusal } from '@/lib/errors';
import { formatMoney, parseAmount, stripeMaximum, type Currency } from '@/lib/money';
import type { OperatorLimits } from '@/lib/pricing';
import { AmountRefused } from './errors';
import { PRESETS_MOST } from './limits';

/** What the tip form of a page offers. */
export type PageAmounts = { presetsMinor: number[]; minimumMinor: number };

/**
 * The amounts that a page offers, from what was typed: at least one, smallest first, none twice, and
 * none below the page's own minimum, the operator's or Stripe's.
 *
 * @throws AmountRefused with the field `minimum` or `preset1` to `preset4`
 */
export function parseAmounts(
  typed: { minimum: string; presets: readonly string[] },
  currency: Currency,
  limits: OperatorLimits,
): PageAmounts {
  const least = limits.directMinimumMinor;
  const show = (amountMinor: number) => formatMoney(amountMinor, currency, { trim: true });
  const minimumMinor = readAmount('minimum', typed.minimum, currency);
  if (minimumMinor < least) throw new AmountRefused('minimum', `The smallest tip can be ${show(least)} or more.`);
  const presets = typed.presets.slice(0, PRESETS_MOST).flatMap((text, at) => {
    if (text.trim() === '') return [];
    const amountMinor = readAmount(`preset${at + 1}`, text, currency);
    if (amountMinor < minimumMinor) throw new AmountRefused(`preset${at + 1}`, `This is less than your smallest tip, ${show(minimumMinor)}.`);
    return [amountMinor];
  });
  if (presets.length === 0) throw new AmountRefused('preset1', 'Please offer at least one amount.');
  return { minimumMinor, presetsMinor: [...new Set(presets)].sort((one, other) => one - other) };
}

/** The amounts that a new page offers, until its creator chooses others. */
export function firstAmounts(limits: OperatorLimits): PageAmounts {
  const least = limits.directMinimumMinor;
  return { minimumMinor: least, presetsMinor: [least, 3 * least, 5 * least] };
}

/** @throws AmountRefused in that field */
export function readAmount(field: string, text: string, currency: Currency): number {
  try {
    const amountMinor = parseAmount(text, currency);
    if (amountMinor > stripeMaximum(currency)) throw new AmountRefused(field, `At most ${formatMoney(stripeMaximum(currency), currency, { trim: true })}, please.`);
    return amountMinor;
  } catch (error) {
    if (!isRefusal(error) || error instanceof AmountRefused) throw error;
    throw new AmountRefused(field, error.sentence);
  }
}
