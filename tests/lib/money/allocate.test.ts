import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '@/lib/money';

const weights = fc.array(fc.nat(), { minLength: 1, maxLength: 60 }).filter((all) => all.some((weight) => weight > 0));
const hugeWeights = fc
  .array(fc.maxSafeNat(), { minLength: 1, maxLength: 60 })
  .filter((all) => all.some((weight) => weight > 0));
const tenLines = new Array<number>(10).fill(100);
const sum = (shares: number[]) => shares.reduce((before, share) => before + BigInt(share), 0n);

describe('allocate', () => {
  it('splits the fee of a ten-dollar bill: 59 cents over ten equal lines', () => {
    expect(allocate(59, tenLines)).toEqual([6, 6, 6, 6, 6, 6, 6, 6, 6, 5]);
    expect(allocate(59, tenLines, 3)).toEqual([6, 6, 5, 6, 6, 6, 6, 6, 6, 6]);
  });

  it('gives the spare unit to the largest remainder before any tie', () => {
    expect(allocate(10, [1, 1, 2])).toEqual([3, 2, 5]);
    expect(allocate(100, [1, 2, 3])).toEqual([17, 33, 50]);
  });

  it('sums to the total exactly, with no share a whole unit from the ideal one', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.oneof(weights, hugeWeights), fc.maxSafeInteger(), (total, all, rotation) => {
        const shares = allocate(total, all, rotation);
        expect(shares).toHaveLength(all.length);
        expect(sum(shares)).toBe(BigInt(total));
        const weight = sum(all);
        shares.forEach((share, index) => {
          const away = BigInt(share) * weight - BigInt(total) * BigInt(all[index] ?? 0);
          expect(away < weight && away > -weight).toBe(true);
          if (all[index] === 0) expect(share).toBe(0);
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('never gives the lighter more than the heavier', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), weights, fc.nat(), (total, all, rotation) => {
        const shares = allocate(total, all, rotation);
        for (let a = 0; a < all.length; a += 1) {
          for (let b = 0; b < all.length; b += 1) {
            if ((all[a] ?? 0) < (all[b] ?? 0)) expect(shares[a]).toBeLessThanOrEqual(shares[b] ?? 0);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is fair among equals: over all rotations every line gets the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat({ max: 10_000 }), fc.nat({ max: 1_000 }), (lines, total, weight) => {
        const got = Array.from({ length: lines }, () => 0);
        for (let rotation = 0; rotation < lines; rotation += 1) {
          allocate(total, new Array<number>(lines).fill(weight + 1), rotation).forEach((share, index) => {
            got[index] = (got[index] ?? 0) + share;
          });
        }
        expect(new Set(got)).toEqual(new Set([total]));
      }),
      { numRuns: 300 },
    );
  });

  it('answers the same question with the same shares and counts the rotation modulo the lines', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), weights, fc.integer({ min: -1e6, max: 1e6 }), (total, all, rotation) => {
        const shares = allocate(total, all, rotation);
        expect(allocate(total, all, rotation)).toEqual(shares);
        expect(allocate(total, all, rotation + all.length)).toEqual(shares);
      }),
      { numRuns: 500 },
    );
  });

  it('splits nothing into nothing', () => {
    expect(allocate(0, [0, 0])).toEqual([0, 0]);
    expect(allocate(0, [])).toEqual([]);
  });

  it('throws on what cannot be split', () => {
    for (const [total, all] of [[1, []], [1, [0, 0]], [-1, [1]], [0.5, [1]], [1, [-1]], [1, [0.5]], [2 ** 53, [1]]] as const) {
      expect(() => allocate(total, all)).toThrow(/Invariant/);
    }
  });
});
