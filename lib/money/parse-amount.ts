import { Refusal } from '@/lib/errors';
import { amountStep, minorDigits, writtenDigits, type Currency } from './currency';
import { formatMoney, plainAmount, signOf } from './format-money';
import { stripeMaximum } from './stripe-limits';

/** An amount that nobody can be charged, with the sentence that says what to type instead. */
export class AmountInvalid extends Refusal {
  constructor(sentence: string) {
    super('AmountInvalid', sentence, { field: 'amount' });
  }
}

/**
 * Reads an amount that a person typed: digits, at most one point, optionally the currency's own sign
 * in front and blanks around (`3`, `3.00`, `$3`, `0.10`). Anything that could be read in two ways is
 * refused and never guessed. Works on text alone; no float is made on the way.
 *
 * @param text what a form sent; anything but one text (a repeated field, a file) is refused too
 * @returns the amount in minor units, above zero and never above Stripe's largest charge
 * @throws AmountInvalid
 */
export function parseAmount(text: unknown, currency: Currency): number {
  if (typeof text !== 'string') throw new AmountInvalid('Send one amount.');
  const typed = withoutSign(text.trim(), currency);
  if (typed === '') throw new AmountInvalid('Type an amount.');
  const parts = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(typed);
  if (!parts) throw new AmountInvalid(sentenceFor(typed, currency));
  const [, whole = '', fraction = ''] = parts;
  // 3.000 is three to some and three thousand to others, so digits too many are never cut off.
  const most = writtenDigits(currency) === 0 ? 0 : minorDigits(currency);
  if (fraction.length > most) throw new AmountInvalid(tooFine(currency));
  return checked(whole, fraction, currency);
}

function withoutSign(typed: string, currency: Currency): string {
  const sign = signOf(currency);
  return sign !== null && typed.startsWith(sign) ? typed.slice(sign.length).trimStart() : typed;
}

function checked(whole: string, fraction: string, currency: Currency): number {
  const maximum = stripeMaximum(currency);
  const tooMuch = new AmountInvalid(`The most that can be paid at once is ${formatMoney(maximum, currency)}.`);
  // Longer than the largest amount: refused before it could be beyond a safe integer.
  if (whole.length > String(maximum).length) throw tooMuch;
  const digits = minorDigits(currency);
  const amountMinor = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  if (amountMinor > maximum) throw tooMuch;
  if (amountMinor === 0) throw new AmountInvalid('The amount must be more than zero.');
  if (amountMinor % amountStep(currency) !== 0) throw new AmountInvalid(tooFine(currency));
  return amountMinor;
}

function sentenceFor(typed: string, currency: Currency): string {
  const example = plainAmount(exampleMinor(currency), currency);
  if (/^[-\u2010-\u2015\u2212\ufe63\uff0d]/.test(typed)) return 'The amount must be more than zero.';
  if (/^[0-9][0-9.,]*$/.test(typed) && typed.includes(',')) {
    return writtenDigits(currency) === 0
      ? `Write the amount without commas, such as ${example}.`
      : `Write the amount with a point and without commas, such as ${example}.`;
  }
  return `Write the amount in digits, such as ${example}.`;
}

function tooFine(currency: Currency): string {
  const smallest = plainAmount(amountStep(currency), currency);
  if (writtenDigits(currency) === 0) return `${currency} is paid in whole units: write no point.`;
  return `The smallest step is ${smallest}: write at most two digits after the point.`;
}

/** 1.50, or 150 where a unit is small: something that people of that currency might give. */
function exampleMinor(currency: Currency): number {
  return writtenDigits(currency) === 0 ? 150 * 10 ** minorDigits(currency) : 15 * 10 ** (minorDigits(currency) - 1);
}
