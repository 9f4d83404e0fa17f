import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '@/lib/errors';
import { amountStep, currencies, formatMoney, parseAmount, plainAmount, stripeMaximum } from '@/lib/money';
import type { Currency } from '@/lib/money';

function sentenceOf(text: unknown, currency: Currency = 'USD'): string {
  try {
    return `accepted as ${parseAmount(text, currency)}`;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    expect(error.code).toBe('AmountInvalid');
    expect(error.field).toBe('amount');
    return error.sentence;
  }
}

describe('parseAmount', () => {
  it.each<[string, Currency, number]>([
    ['3', 'USD', 300],
    ['3.00', 'USD', 300],
    ['$3', 'USD', 300],
    ['$ 3.00', 'USD', 300],
    [' 3 ', 'USD', 300],
    ['0.10', 'USD', 10],
    ['0.1', 'USD', 10],
    ['0.01', 'USD', 1],
    ['999999.99', 'USD', 99_999_999],
    ['€3.50', 'EUR', 350],
    ['£0.30', 'GBP', 30],
    ['¥300', 'JPY', 300],
    ['300', 'JPY', 300],
    ['CA$3', 'CAD', 300],
    ['1.500', 'KWD', 1500],
    ['1.5', 'KWD', 1500],
    ['5', 'ISK', 500],
    ['5', 'UGX', 500],
    ['175', 'HUF', 17_500],
    ['10000000', 'IDR', 1_000_000_000],
  ])('reads %j in %s as %i minor units', (text, currency, amountMinor) => {
    expect(parseAmount(text, currency)).toBe(amountMinor);
  });

  it.each([
    ['', 'Type an amount.'],
    ['   ', 'Type an amount.'],
    ['$', 'Type an amount.'],
    ['0', 'The amount must be more than zero.'],
    ['0.00', 'The amount must be more than zero.'],
    ['-1', 'The amount must be more than zero.'],
    ['--1', 'The amount must be more than zero.'],
    ['\u22121', 'The amount must be more than zero.'],
    ['\uff0d1', 'The amount must be more than zero.'],
    ['0.001', 'The smallest step is 0.01: write at most two digits after the point.'],
    ['3.000', 'The smallest step is 0.01: write at most two digits after the point.'],
    ['1,50', 'Write the amount with a point and without commas, such as 1.50.'],
    ['1,000', 'Write the amount with a point and without commas, such as 1.50.'],
    ['1,000.00', 'Write the amount with a point and without commas, such as 1.50.'],
    ['1000000', 'The most that can be paid at once is $999,999.99.'],
    ['9'.repeat(100_000), 'The most that can be paid at once is $999,999.99.'],
    ...['1e9', 'NaN', 'Infinity', '\uff11', '\u0661', '0x10', '0b1', '1_000', '1 000', '+1', '$$1', '1$',
      '€1', '3.', '.5', '.', '1.2.3', '007', '00', 'three', 'null', '[1]', '1\u0000', '1;2', '½', '1\n2',
    ].map((text) => [text, 'Write the amount in digits, such as 1.50.']),
  ])('refuses %j and says what to do', (text, sentence) => {
    expect(sentenceOf(text)).toBe(sentence);
  });

  it.each([[['1', '2']], [['1']], [1], [0.1], [null], [undefined], [{ toString: () => '1' }], [true]])(
    'refuses %j, which is no text',
    (value) => {
      expect(sentenceOf(value)).toBe('Send one amount.');
    },
  );

  it.each<[string, Currency, string]>([
    ['300.00', 'JPY', 'JPY is paid in whole units: write no point.'],
    ['300.5', 'JPY', 'JPY is paid in whole units: write no point.'],
    ['1,000', 'JPY', 'Write the amount without commas, such as 150.'],
    ['1.005', 'KWD', 'The smallest step is 0.01: write at most two digits after the point.'],
    ['1.0050', 'KWD', 'The smallest step is 0.01: write at most two digits after the point.'],
    ['5.50', 'ISK', 'ISK is paid in whole units: write no point.'],
    ['$3', 'EUR', 'Write the amount in digits, such as 1.50.'],
    ['$3', 'CAD', 'Write the amount in digits, such as 1.50.'],
  ])('refuses %j in %s', (text, currency, sentence) => {
    expect(sentenceOf(text, currency)).toBe(sentence);
  });

  it('answers any text with a chargeable amount or a refusal, in every currency', () => {
    const odd = fc.stringMatching(/^[ $€£¥+\-−0-9.,eExX]{0,14}$/u);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), odd), fc.constantFrom(...currencies), (text, currency) => {
        const outcome = sentenceOf(text, currency);
        if (!outcome.startsWith('accepted as ')) {
          expect(outcome).toMatch(/^[A-Z].*\.$/);
          return;
        }
        const amountMinor = parseAmount(text, currency);
        expect(Number.isSafeInteger(amountMinor)).toBe(true);
        expect(amountMinor).toBeGreaterThan(0);
        expect(amountMinor).toBeLessThanOrEqual(stripeMaximum(currency));
        expect(amountMinor % amountStep(currency)).toBe(0);
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads back every amount that plainAmount writes', () => {
    const chargeable = fc.constantFrom(...currencies).chain((currency) => {
      const step = amountStep(currency);
      const most = Math.floor(stripeMaximum(currency) / step);
      return fc.integer({ min: 1, max: most }).map((steps) => ({ currency, amountMinor: steps * step }));
    });
    fc.assert(
      fc.property(chargeable, ({ currency, amountMinor }) => {
        expect(parseAmount(plainAmount(amountMinor, currency), currency)).toBe(amountMinor);
        const shown = formatMoney(amountMinor, currency);
        if (!shown.includes(',') && !shown.includes('\u00a0')) expect(parseAmount(shown, currency)).toBe(amountMinor);
      }),
      { numRuns: 2_000 },
    );
  });
});
