import { allocate } from '@/lib/money/input';
import { partOf, processorFee, type TipPricing } from './estimate-tip';

/** The same gifts charged one by one and on one bill, in minor units. */
export type BillingComparison = {
  totalMinor: number;
  /** What the platform takes of each gift, either way. */
  platformFeeEachMinor: number;
  apart: { feeEachMinor: number; feeMinor: number; receivedMinor: number; eachReceivesMinor: number };
  /** Each gift's share of one fee differs by at most a minor unit: the least and the most. */
  together: { feeMinor: number; receivedMinor: number; eachReceivesMinor: number; mostReceivesMinor: number };
  savedMinor: number;
};

/**
 * Why one bill a month: `count` gifts of the same amount, each with a charge of its own, against
 * one charge for all of them whose fee is shared (DESIGN.md 2). Ten times $1: $6.70 against $9.41.
 */
export function compareBilling(amountMinor: number, count: number, pricing: TipPricing): BillingComparison {
  const totalMinor = amountMinor * count;
  const platformFee = partOf(amountMinor, pricing.platformFeeBasisPoints);
  const single = processorFee(amountMinor, pricing.processor);
  const shared = processorFee(totalMinor, pricing.processor);
  const shares = allocate(shared, new Array<number>(count).fill(amountMinor));
  const eachApart = amountMinor - platformFee - single;
  const received = totalMinor - platformFee * count;
  return {
    totalMinor,
    platformFeeEachMinor: platformFee,
    apart: {
      feeEachMinor: single,
      feeMinor: single * count,
      receivedMinor: eachApart * count,
      eachReceivesMinor: eachApart,
    },
    together: {
      feeMinor: shared,
      receivedMinor: received - shared,
      eachReceivesMinor: amountMinor - platformFee - Math.max(...shares),
      mostReceivesMinor: amountMinor - platformFee - Math.min(...shares),
    },
    savedMinor: single * count - shared,
  };
}
