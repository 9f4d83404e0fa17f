import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencies, formatMoney, isCurrency, minorDigits } from '@/lib/money';
import type { Currency } from '@/lib/money';

const NBSP = '\u00a0';

describe('formatMoney', () => {
  it.each<[number, Currency, string, string]>([
    [300, 'USD', '$3.00', '$3'],
    [310, 'USD', '$3.10', '$3.10'],
    [0, 'USD', '$0.00', '$0'],
    [7, 'USD', '$0.07', '$0.07'],
    [-39, 'USD', '\u2212$0.39', '\u2212$0.39'],
    [99_999_999, 'USD', '$999,999.99', '$999,999.99'],
    [Number.MAX_SAFE_INTEGER, 'USD', '$90,071,992,547,409.91', '$90,071,992,547,409.91'],
    [300, 'EUR', '€3.00', '€3'],
    [300, 'JPY', '¥300', '¥300'],
    [1_234_567, 'JPY', '¥1,234,567', '¥1,234,567'],
    [300, 'CAD', 'CA$3.00', 'CA$3'],
    [300, 'AUD', 'A$3.00', 'A$3'],
    [300, 'CNY', 'CN¥3.00', 'CN¥3'],
    [300, 'CHF', `CHF${NBSP}3.00`, `CHF${NBSP}3`],
    [500, 'ISK', `ISK${NBSP}5`, `ISK${NBSP}5`],
    [512, 'ISK', `ISK${NBSP}5.12`, `ISK${NBSP}5.12`],
    [1500, 'KWD', `KWD${NBSP}1.50`, `KWD${NBSP}1.50`],
    [1505, 'KWD', `KWD${NBSP}1.505`, `KWD${NBSP}1.505`],
    [1000, 'KWD', `KWD${NBSP}1.00`, `KWD${NBSP}1`],
    [17_500, 'HUF', `HUF${NBSP}175.00`, `HUF${NBSP}175`],
  ])('writes %i %s as %s, trimmed %s', (amountMinor, currency, whole, trimmed) => {
    expect(formatMoney(amountMinor, currency)).toBe(whole);
    expect(formatMoney(amountMinor, currency, { trim: true })).toBe(trimmed);
  });

  it('gives two currencies never the same text, so no sign is ambiguous', () => {
    const texts = currencies.map((currency) => formatMoney(3_000, currency).replace(/[\d.,]/g, ''));
    expect(new Set(texts).size).toBe(currencies.length);
  });

  it('uses the signs of CLDR wherever it uses a sign', () => {
    for (const currency of currencies) {
      const ours = formatMoney(100_000, currency).replace(/[\d.,]/g, '').replace(NBSP, '');
      if (ours === currency) continue;
      const parts = new Intl.NumberFormat('en', { style: 'currency', currency }).formatToParts(1);
      expect(ours).toBe(parts.find((part) => part.type === 'currency')?.value);
    }
  });

  it('shows every minor unit: what is written is the amount again', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...currencies), (amountMinor, currency) => {
        const text = formatMoney(amountMinor, currency);
        const [whole = '', fraction = ''] = text.replace(/[^\d.]/g, '').split('.');
        const sign = text.startsWith('\u2212') ? -1n : 1n;
        expect(sign * BigInt(whole + fraction.padEnd(minorDigits(currency), '0'))).toBe(BigInt(amountMinor));
      }),
      { numRuns: 2_000 },
    );
  });

  it('throws on what is no amount', () => {
    for (const wrong of [0.1, Number.NaN, Infinity, 2 ** 53]) expect(() => formatMoney(wrong, 'USD')).toThrow(RangeError);
  });
});

describe('currencies', () => {
  it('are at least the 135 that Stripe speaks of, sorted, each once', () => {
    expect(currencies.length).toBeGreaterThanOrEqual(135);
    expect([...new Set(currencies)].sort()).toEqual([...currencies]);
  });

  it('are known in upper case only', () => {
    expect(isCurrency('USD')).toBe(true);
    for (const wrong of ['usd', 'XXX', '', 'BTC', null, 5, ['USD']]) expect(isCurrency(wrong)).toBe(false);
  });

  it('have the digits of ISO 4217, except where Stripe says otherwise', () => {
    const byStripe: Partial<Record<Currency, number>> = { ISK: 2, UGX: 2, MGA: 0 };
    const iso: Record<number, string> = {
      0: 'BIF CLP DJF GNF JPY KMF KRW PYG RWF VND VUV XAF XOF XPF',
      3: 'BHD JOD KWD OMR TND',
    };
    for (const currency of currencies) {
      const digits = Number(Object.keys(iso).find((count) => iso[Number(count)]?.includes(currency)) ?? 2);
      expect([currency, minorDigits(currency)]).toEqual([currency, byStripe[currency] ?? digits]);
    }
  });
});
