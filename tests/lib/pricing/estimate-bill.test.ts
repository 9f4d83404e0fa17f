import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateBill, estimateTabTip } from '@/lib/pricing/input';

const CARD = { platformFeeBasisPoints: 0, processor: { basisPoints: 290, fixedMinor: 30, capMinor: null } };
const dollars = (count: number) => Array.from({ length: count }, (_, at) => ({ creatorId: `c${at}`, amountMinor: 100 }));

describe('a bill', () => {
  it('of ten dollars costs one fee of 59¢ where ten charges cost $3.30', () => {
    expect(estimateBill(dollars(10), CARD)).toEqual({
      totalMinor: 1_000, feeMinor: 59, platformFeeMinor: 0, creatorsReceiveMinor: 941, apartFeeMinor: 330, savedMinor: 271,
    });
  });

  it('of nothing costs nothing', () => {
    expect(estimateBill([], CARD)).toMatchObject({ totalMinor: 0, feeMinor: 0, creatorsReceiveMinor: 0, savedMinor: 0 });
  });

  it('takes the platform’s fee of each creator’s total, so that ten cents never lose a cent to rounding', () => {
    const pricing = { ...CARD, platformFeeBasisPoints: 500 };
    const tips = Array.from({ length: 10 }, () => ({ creatorId: 'one', amountMinor: 10 }));
    expect(estimateBill(tips, pricing).platformFeeMinor).toBe(5);
  });

  it('adds up whatever is on it, and never costs more than apart', () => {
    const line = fc.record({ creatorId: fc.constantFrom('a', 'b', 'c'), amountMinor: fc.integer({ min: 10, max: 100_000 }) });
    fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), fc.integer({ min: 0, max: 2_000 }), (lines, platformFeeBasisPoints) => {
      const bill = estimateBill(lines, { ...CARD, platformFeeBasisPoints });
      expect(bill.creatorsReceiveMinor + bill.feeMinor + bill.platformFeeMinor).toBe(bill.totalMinor);
      // One charge rounds once; charges apart round each, which may save a part of a cent a line.
      expect(bill.feeMinor).toBeLessThanOrEqual(bill.apartFeeMinor + lines.length);
    }));
  });
});

describe('a tip on a tab', () => {
  it('bears its share of the one fee: 50¢ beside $9.50 leave 47¢, and alone 19¢', () => {
    expect(estimateTabTip(50, 950, CARD)).toMatchObject({ youPayMinor: 50, processorFeeMinor: 3, creatorReceivesMinor: 47 });
    expect(estimateTabTip(50, 0, CARD)).toMatchObject({ processorFeeMinor: 31, creatorReceivesMinor: 19 });
  });
});
