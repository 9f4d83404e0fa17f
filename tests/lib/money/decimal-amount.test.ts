import { expect, test } from 'vitest';
import { decimalAmount } from '@/lib/money';

test.each([
  [300, 'USD', '3.00'], [5, 'USD', '0.05'], [-59, 'USD', '-0.59'], [0, 'EUR', '0.00'], [300, 'JPY', '300'], [-1, 'JPY', '-1'],
  [1234, 'BHD', '1.234'], [9_007_199_254_740_991, 'USD', '90071992547409.91'],
] as const)('%i in %s is %s', (amountMinor, currency, text) => {
  expect(decimalAmount(amountMinor, currency)).toBe(text);
});
