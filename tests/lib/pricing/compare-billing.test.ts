import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBilling } from '@/lib/pricing/input';

const pricing = { platformFeeBasisPoints: 0, processor: { basisPoints: 290, fixedMinor: 30, capMinor: null } };

describe('compareBilling', () => {
  it('shows ten dollars apart and on one bill: 67¢ against 94¢ each, $6.70 against $9.41', () => {
    expect(compareBilling(100, 10, pricing)).toEqual({
      totalMinor: 1000,
      platformFeeEachMinor: 0,
      apart: { feeEachMinor: 33, feeMinor: 330, receivedMinor: 670, eachReceivesMinor: 67 },
      together: { feeMinor: 59, receivedMinor: 941, eachReceivesMinor: 94, mostReceivesMinor: 95 },
      savedMinor: 271,
    });
  });

  it('finds no difference for a single gift', () => {
    const { apart, together, savedMinor } = compareBilling(100, 1, pricing);
    expect([together.receivedMinor, together.eachReceivesMinor, savedMinor]).toEqual([apart.receivedMinor, 67, 0]);
  });

  it('is exact for any amount and number: what is paid is received or a fee', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100 }), fc.nat({ max: 2_000 }), (amount, count, fee) => {
        const seen = compareBilling(amount, count, { ...pricing, platformFeeBasisPoints: fee });
        expect(seen.together.receivedMinor - seen.apart.receivedMinor).toBe(seen.savedMinor);
        expect(seen.together.mostReceivesMinor - seen.together.eachReceivesMinor).toBeLessThanOrEqual(1);
        expect(seen.together.eachReceivesMinor * count).toBeLessThanOrEqual(seen.together.receivedMinor);
        expect(seen.together.mostReceivesMinor * count).toBeGreaterThanOrEqual(seen.together.receivedMinor);
      }),
    );
  });
});
