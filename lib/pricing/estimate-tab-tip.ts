import { allocate } from '@/lib/money/input';
import { partOf, processorFee, type TipEstimate, type TipPricing } from './estimate-tip';

/**
 * Pure: what a tip costs and gives when it is charged together with `othersMinor` of other lines:
 * its share of one fee, by its part of the bill.
 */
export function estimateTabTip(amountMinor: number, othersMinor: number, pricing: TipPricing): TipEstimate {
  const [processorFeeMinor = 0] = allocate(processorFee(amountMinor + othersMinor, pricing.processor), [amountMinor, othersMinor]);
  const platformFeeMinor = partOf(amountMinor, pricing.platformFeeBasisPoints);
  return {
    youPayMinor: amountMinor,
    processorFeeMinor,
    platformFeeMinor,
    platformTipMinor: 0,
    creatorReceivesMinor: amountMinor - processorFeeMinor - platformFeeMinor,
  };
}
