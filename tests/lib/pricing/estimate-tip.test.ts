import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountStep, currencies, type Currency } from '@/lib/money';
import { estimateTip, processorFee, type ProcessorPrice, type TipInput } from '@/lib/pricing/input';

const usCard: ProcessorPrice = { basisPoints: 290, fixedMinor: 30, capMinor: null };
const usInternational: ProcessorPrice = { basisPoints: 440, fixedMinor: 30, capMinor: null };
const eeaCard: ProcessorPrice = { basisPoints: 150, fixedMinor: 25, capMinor: null };
const sepa: ProcessorPrice = { basisPoints: 0, fixedMinor: 35, capMinor: null };
const ach: ProcessorPrice = { basisPoints: 80, fixedMinor: 0, capMinor: 500 };
const jpCard: ProcessorPrice = { basisPoints: 360, fixedMinor: 0, capMinor: null };

function tip(amountMinor: number, more: Partial<TipInput> = {}): TipInput {
  const plain = { platformTipMinor: 0, coverFees: false, platformFeeBasisPoints: 0, processor: usCard };
  return { amountMinor, currency: 'USD', ...plain, ...more };
}

const tips: fc.Arbitrary<TipInput> = fc
  .record({
    currency: fc.constantFrom<Currency[]>('USD', 'JPY', 'KWD', 'ISK', ...currencies),
    steps: fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 999_999 })),
    platformTipSteps: fc.oneof(fc.constant(0), fc.nat({ max: 5_000 })),
    coverFees: fc.boolean(),
    platformFeeBasisPoints: fc.oneof(fc.constant(0), fc.nat({ max: 5_000 })),
    processor: fc.record({
      basisPoints: fc.nat({ max: 1_000 }),
      fixedMinor: fc.nat({ max: 100 }),
      capMinor: fc.option(fc.integer({ min: 1, max: 1_000 })),
    }),
  })
  .map(({ steps, platformTipSteps, ...rest }) => ({
    ...rest,
    amountMinor: steps * amountStep(rest.currency),
    platformTipMinor: platformTipSteps * amountStep(rest.currency),
  }));

describe('processorFee', () => {
  it.each([
    [100, 33, 34, 27, 35, 1],
    [300, 39, 43, 30, 35, 2],
    [500, 45, 52, 33, 35, 4],
    [1000, 59, 74, 40, 35, 8],
    [2000, 88, 118, 55, 35, 16],
  ])('rounds half up as Stripe does: on %i it is %i, %i, %i, %i, %i', (amount, us, abroad, eea, debit, bank) => {
    const prices = [usCard, usInternational, eeaCard, sepa, ach];
    expect(prices.map((price) => processorFee(amount, price))).toEqual([us, abroad, eea, debit, bank]);
  });

  it('takes never more than its cap, and nothing of nothing', () => {
    expect(processorFee(99_999_999, ach)).toBe(500);
    expect(processorFee(0, usCard)).toBe(0);
  });

  it('is exact where a product passes 2^53', () => {
    expect(processorFee(999_999_999_999, { ...usCard, basisPoints: 4_999 })).toBe(499_900_000_000 + 30);
  });
});

describe('estimateTip', () => {
  it('gives the creator $2.61 of $3', () => {
    expect(estimateTip(tip(300))).toEqual({
      youPayMinor: 300,
      processorFeeMinor: 39,
      platformFeeMinor: 0,
      platformTipMinor: 0,
      creatorReceivesMinor: 261,
    });
  });

  it('gives the creator 67¢ of a dollar charged alone', () => {
    expect(estimateTip(tip(100)).creatorReceivesMinor).toBe(67);
  });

  it.each([
    [100, 'USD', usCard, 134, 100],
    [1000, 'USD', usCard, 1061, 1000],
    [300, 'EUR', eeaCard, 330, 300],
    [300, 'JPY', jpCard, 311, 300],
  ] as const)('covers the fees of %i %s', (amountMinor, currency, processor, youPay, receives) => {
    const estimate = estimateTip(tip(amountMinor, { coverFees: true, currency, processor }));
    expect([estimate.youPayMinor, estimate.creatorReceivesMinor]).toEqual([youPay, receives]);
  });

  it('takes the platform fee of what the creator is given, not of the tip to the platform', () => {
    const estimate = estimateTip(tip(1000, { platformFeeBasisPoints: 500, platformTipMinor: 100 }));
    expect(estimate).toMatchObject({ youPayMinor: 1100, platformFeeMinor: 50, platformTipMinor: 100 });
  });

  it('lets the platform bear the processor fee of its own tip', () => {
    // 62¢ on $11.00: 56¢ fall on the $10.00, 6¢ on the platform's dollar.
    const estimate = estimateTip(tip(1000, { platformTipMinor: 100 }));
    expect([estimate.processorFeeMinor, estimate.creatorReceivesMinor]).toEqual([56, 944]);
  });

  it('adds up, in whole minor units, whatever is given', () => {
    fc.assert(
      fc.property(tips, (input) => {
        const lines = estimateTip(input);
        const { youPayMinor, ...rest } = lines;
        expect(Object.values(rest).reduce((before, line) => before + line, 0)).toBe(youPayMinor);
        expect(Object.values(lines).every(Number.isSafeInteger)).toBe(true);
        expect(lines.platformTipMinor).toBe(input.platformTipMinor);
      }),
      { numRuns: 3_000 },
    );
  });

  it('without covered fees charges exactly what was typed', () => {
    fc.assert(
      fc.property(tips, (input) => {
        const { youPayMinor } = estimateTip({ ...input, coverFees: false });
        expect(youPayMinor).toBe(input.amountMinor + input.platformTipMinor);
      }),
    );
  });

  it('with covered fees charges the smallest chargeable sum that leaves the creator what was typed', () => {
    fc.assert(
      fc.property(tips, (input) => {
        const covered = estimateTip({ ...input, coverFees: true });
        const step = amountStep(input.currency);
        const grossMinor = covered.youPayMinor - input.platformTipMinor;
        expect(covered.creatorReceivesMinor).toBeGreaterThanOrEqual(input.amountMinor);
        expect(covered.youPayMinor % step).toBe(0);
        // Every smaller sum would be too little; looking back a few hundred steps is enough to see it.
        for (let less = grossMinor - step, seen = 0; less >= input.amountMinor && seen < 300; less -= step, seen += 1) {
          const estimate = estimateTip({ ...input, amountMinor: less, coverFees: false });
          expect(estimate.creatorReceivesMinor).toBeLessThan(input.amountMinor);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('throws when fees eat all of what is added', () => {
    const all = { basisPoints: 5_000, fixedMinor: 0, capMinor: null };
    expect(() => estimateTip(tip(100, { coverFees: true, processor: all, platformFeeBasisPoints: 5_000 }))).toThrow(RangeError);
  });
});
