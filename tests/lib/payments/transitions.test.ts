import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, type PaymentStatus } from '@/lib/payments/transitions';

const reports = ['open', 'processing', 'succeeded', 'failed', 'expired'] as const;

describe('a payment', () => {
  it('ends as succeeded whenever any report says so, in whatever order reports come', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...reports), { maxLength: 12 }), (seen) => {
        let status: PaymentStatus = 'created';
        for (const report of seen) status = advance(status, report);
        return seen.includes('succeeded') === (status === 'succeeded');
      }),
    );
  });

  it('never leaves succeeded, because a refund is a row of its own', () => {
    expect(reports.map((report) => advance('succeeded', report))).toEqual(reports.map(() => 'succeeded'));
  });

  it('does not fall back from the bank to an open page when events come late', () => {
    expect(advance('processing', 'open')).toBe('processing');
    expect(advance('processing', 'expired')).toBe('processing');
  });
});
