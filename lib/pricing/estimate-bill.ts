import { partOf, processorFee, type TipPricing } from './estimate-tip';

/** What a bill would charge for one creator's lines together, in minor units. */
export type BillPart = { creatorId: string; amountMinor: number };

/** One charge for many lines, and the same lines charged one by one; in minor units. */
export type BillEstimate = {
  totalMinor: number;
  /** The processor's fee for the one charge, which all lines share. */
  feeMinor: number;
  platformFeeMinor: number;
  creatorsReceiveMinor: number;
  /** What the processor would take if each line had a charge of its own. */
  apartFeeMinor: number;
  savedMinor: number;
};

/**
 * Pure: what a bill of these lines costs and gives. The platform's fee is reckoned on each creator's
 * total, as the settlement does it (DESIGN.md 4.1).
 */
export function estimateBill(lines: readonly BillPart[], pricing: TipPricing): BillEstimate {
  const totalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const feeMinor = processorFee(totalMinor, pricing.processor);
  const byCreator = new Map<string, number>();
  for (const { creatorId, amountMinor } of lines) byCreator.set(creatorId, (byCreator.get(creatorId) ?? 0) + amountMinor);
  const platformFeeMinor = [...byCreator.values()].reduce((sum, minor) => sum + partOf(minor, pricing.platformFeeBasisPoints), 0);
  const apartFeeMinor = lines.reduce((sum, { amountMinor }) => sum + processorFee(amountMinor, pricing.processor), 0);
  return {
    totalMinor,
    feeMinor,
    platformFeeMinor,
    creatorsReceiveMinor: totalMinor - feeMinor - platformFeeMinor,
    apartFeeMinor,
    savedMinor: Math.max(0, apartFeeMinor - feeMinor),
  };
}
