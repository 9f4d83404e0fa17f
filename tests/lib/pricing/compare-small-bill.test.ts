import { expect, test } from 'vitest';
import { wordSmallBill } from '@/components/tab/small-bill';
import { compareSmallBill } from '@/lib/pricing/input';

const pricing = { platformFeeBasisPoints: 0, processor: { basisPoints: 290, fixedMinor: 30, capMinor: null } };

test.each([
  [100, 3, 33, 300, 39],
  [200, 2, 36, 400, 42],
  [299, 2, 39, 598, 47],
  [50, 4, 31, 200, 36],
])('a bill of %i¢ costs its own fee alone, and as one of %i that waited only a part of one', (bill, bills, alone, total, together) => {
  expect(compareSmallBill(bill, 300, pricing)).toEqual({
    alone: { totalMinor: bill, feeMinor: alone },
    together: { bills, totalMinor: total, feeMinor: together },
  });
});

test('both choices are said with their part of the fee; what no card is charged for has no choice', () => {
  const dollar = wordSmallBill(compareSmallBill(100, 300, pricing), 'USD');
  expect([dollar.roll_over.share, dollar.charge.share]).toEqual(['13\u00a0%', '33\u00a0%']);
  expect(wordSmallBill(compareSmallBill(10, 300, pricing), 'USD').charge.share).toBe('from $0.50 on');
});
