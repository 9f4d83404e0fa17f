import { processorFee, type TipPricing } from './estimate-tip';

/** The bill that did not wait, and at most three that did (DESIGN.md 4.3). */
const TOGETHER_MOST = 4;

/** One charge: its sum and what the processor takes of it, in minor units. */
type Charge = { totalMinor: number; feeMinor: number };

/** What a fan chooses between when a bill is small. */
export type SmallBillComparison = {
  alone: Charge;
  /** As many bills like it as make one that is not small, or as many as may wait. */
  together: Charge & { bills: number };
};

/**
 * Pure: what the processor takes of a small bill that is charged by itself, and of one that waited
 * for others like it. A dollar with a threshold of three: 33¢ of $1, or 39¢ of $3.
 *
 * @param billMinor what the bill would be, below the threshold
 */
export function compareSmallBill(billMinor: number, smallBillMinor: number, pricing: TipPricing): SmallBillComparison {
  const bills = Math.min(TOGETHER_MOST, Math.max(1, Math.ceil(smallBillMinor / billMinor)));
  const charge = (totalMinor: number): Charge => ({ totalMinor, feeMinor: processorFee(totalMinor, pricing.processor) });
  return { alone: charge(billMinor), together: { ...charge(billMinor * bills), bills } };
}
