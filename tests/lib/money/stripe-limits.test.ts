import { describe, expect, it } from 'vitest';
import { amountStep, currencies, stripeMaximum, stripeMinimum } from '@/lib/money';

describe("Stripe's limits", () => {
  it('are those of its table', () => {
    expect(stripeMinimum('USD')).toBe(50);
    expect(stripeMinimum('GBP')).toBe(30);
    expect(stripeMinimum('JPY')).toBe(50);
    expect(stripeMinimum('HUF')).toBe(17_500);
    expect(stripeMaximum('USD')).toBe(99_999_999);
    expect(stripeMaximum('IDR')).toBe(999_999_999_999);
  });

  it('are chargeable amounts in every currency, the smallest below the largest', () => {
    for (const currency of currencies) {
      expect(stripeMinimum(currency)).toBeGreaterThan(0);
      expect(stripeMinimum(currency)).toBeLessThan(stripeMaximum(currency));
      expect(stripeMinimum(currency) % amountStep(currency)).toBe(0);
      expect(stripeMaximum(currency) % amountStep(currency)).toBe(0);
      expect(Number.isSafeInteger(stripeMaximum(currency))).toBe(true);
    }
  });
});
