import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collectedPosting, feePosting, refundPosting, type IncomeLine, type Posting } from '@/lib/income/postings';

const owner = '018f0000-0000-7000-8000-000000000000';

/** What a posting leaves in an account, debits positive. */
function net(posting: Posting, kind: string): number {
  return posting.drafts.reduce(
    (sum, { debit, credit, amountMinor }) => sum + (debit.kind === kind ? amountMinor : 0) - (credit.kind === kind ? amountMinor : 0),
    0,
  );
}

const tips = fc.record({ grossMinor: fc.integer({ min: 100, max: 10_000_000 }), platformTipMinor: fc.integer({ min: 0, max: 100_000 }), platformBasisPoints: fc.integer({ min: 0, max: 1_000 }) });

it('a tip collected, its fee and its refunds in any parts and any order leave nothing but the fee, and each cent with who bears it', () => {
  fc.assert(
    fc.property(tips, fc.integer({ min: 0, max: 60 }), fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }), fc.nat(6), (amounts, feePercent, cuts, feeAt) => {
      const platformFeeMinor = Math.floor((amounts.grossMinor * amounts.platformBasisPoints) / 10_000);
      const total = amounts.grossMinor + amounts.platformTipMinor;
      const feeMinor = Math.floor((total * feePercent) / 100);
      const sum = cuts.reduce((all, cut) => all + cut, 0);
      const parts = cuts.map((cut) => Math.floor((total * cut) / sum));
      parts[0] = (parts[0] ?? 0) + total - parts.reduce((all, part) => all + part, 0);

      const tip: IncomeLine = { owner, currency: 'USD', ...amounts, platformFeeMinor, heldMinor: 0, availableMinor: 0 };
      const book = { processor_clearing: 0, creator_held: 0, creator_debt: 0, platform_fees: 0, platform_tips: 0, processor_costs: 0 };
      const add = (posting: Posting) => {
        for (const kind of Object.keys(book) as (keyof typeof book)[]) book[kind] += net(posting, kind);
        tip.heldMinor = posting.heldMinor;
        expect(posting.drafts.every(({ amountMinor }) => amountMinor > 0)).toBe(true);
        expect(0 - book.creator_held).toBe(tip.heldMinor);
        expect(tip.heldMinor).toBeGreaterThanOrEqual(0);
      };
      add(collectedPosting(tip, 'ch_1'));
      let refunded = 0;
      parts.filter((part) => part > 0).forEach((part, at) => {
        if (at === feeAt) add(feePosting(tip, feeMinor, 'txn_1'));
        add(refundPosting(tip, part, refunded, `re_${at}`));
        refunded += part;
      });
      if (feeAt >= parts.filter((part) => part > 0).length) add(feePosting(tip, feeMinor, 'txn_1'));

      expect(book.processor_clearing + feeMinor).toBe(0);
      expect(book.creator_held).toBe(0);
      expect(book.platform_fees).toBe(0);
      expect(book.platform_tips).toBe(0);
      expect(book.creator_debt + book.processor_costs).toBe(feeMinor);
    }),
    { numRuns: 3_000, examples: [[{ grossMinor: 100, platformTipMinor: 1, platformBasisPoints: 100 }, 0, [50, 1], 0]] },
  );
});
