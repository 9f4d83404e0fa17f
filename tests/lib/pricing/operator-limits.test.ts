import { describe, expect, it } from 'vitest';
import { stripeMinimum } from '@/lib/money';
import { isOffered, offeredCurrencies, operatorLimits } from '@/lib/pricing';

describe('operatorLimits', () => {
  it('are one dollar, euro or pound, or a hundred yen, and three of them for a small bill', () => {
    for (const currency of offeredCurrencies) {
      expect(operatorLimits(currency)).toMatchObject({ directMinimumMinor: 100, smallBillMinor: 300 });
    }
  });

  it('are never under the smallest charge of Stripe', () => {
    for (const currency of offeredCurrencies) {
      expect(operatorLimits(currency).directMinimumMinor).toBeGreaterThanOrEqual(stripeMinimum(currency));
    }
  });

  it('exist only for currencies in which the operator settles', () => {
    expect(isOffered('CHF')).toBe(false);
    expect(() => operatorLimits('CHF')).toThrow('CurrencyNotOffered');
  });
});
