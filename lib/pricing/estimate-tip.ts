import { allocate, amountStep, type Currency } from '@/lib/money/input';

/** What the processor takes of one charge: a part and a fixed sum, at most the cap. */
export type ProcessorPrice = { basisPoints: number; fixedMinor: number; capMinor: number | null };

/** The prices that hold for a tip. */
export type TipPricing = { platformFeeBasisPoints: number; processor: ProcessorPrice };

export type TipInput = TipPricing & {
  /** What the fan typed. */
  amountMinor: number;
  /** What the fan adds for the platform; 0 unless typed. */
  platformTipMinor: number;
  /** Whether the fan pays so much more that the creator receives what was typed. */
  coverFees: boolean;
  currency: Currency;
};

/**
 * A tip line by line, in minor units. It always adds up:
 * you pay = processor fee + platform fee + platform tip + creator receives.
 */
export type TipEstimate = {
  youPayMinor: number;
  /** The creator's part of the processor fee; the platform bears what falls on its own tip. */
  processorFeeMinor: number;
  platformFeeMinor: number;
  platformTipMinor: number;
  /** Below zero when the fee is more than the tip, which the minimum of a direct tip prevents. */
  creatorReceivesMinor: number;
};

/**
 * What a tip costs and gives, exactly and in whole minor units. With `coverFees` the payment is the
 * smallest one that leaves the creator at least what was typed: $1 becomes $1.34.
 *
 * @throws RangeError when fees eat all of what is added, so that nothing could ever cover them
 */
export function estimateTip(input: TipInput): TipEstimate {
  return linesOf(input.coverFees ? coveringGross(input) : input.amountMinor, input);
}

/**
 * The processor's fee on a whole charge, rounded half up to the minor unit as Stripe does: 2.9 % +
 * 30¢ are 33¢ on $1, 39¢ on $3, 45¢ on $5, 59¢ on $10 and 88¢ on $20.
 */
export function processorFee(chargeMinor: number, price: ProcessorPrice): number {
  if (chargeMinor === 0) return 0;
  const fee = partOf(chargeMinor, price.basisPoints) + price.fixedMinor;
  return price.capMinor === null ? fee : Math.min(fee, price.capMinor);
}

/** A part of an amount in basis points, rounded half up; BigInt, as the product may pass 2^53. */
export function partOf(amountMinor: number, basisPoints: number): number {
  return Number((BigInt(amountMinor) * BigInt(basisPoints) + 5_000n) / 10_000n);
}

function linesOf(grossMinor: number, input: TipInput): TipEstimate {
  const { platformTipMinor } = input;
  const youPayMinor = grossMinor + platformTipMinor;
  const fee = processorFee(youPayMinor, input.processor);
  // The same split as the postings make of the real fee: what the estimate says is what is booked.
  const [processorFeeMinor = 0] = allocate(fee, [grossMinor, platformTipMinor]);
  const platformFeeMinor = partOf(grossMinor, input.platformFeeBasisPoints);
  const creatorReceivesMinor = grossMinor - processorFeeMinor - platformFeeMinor;
  return { youPayMinor, processorFeeMinor, platformFeeMinor, platformTipMinor, creatorReceivesMinor };
}

/**
 * The smallest gross that leaves the creator what was typed. Fees never fall when the gross rises,
 * so one unit more brings the creator at most one unit more: raising the gross by what is still
 * missing can reach the smallest solution but never jump over it.
 */
function coveringGross(input: TipInput): number {
  if (input.processor.basisPoints + input.platformFeeBasisPoints >= 10_000) {
    throw new RangeError('Fees of 100 % or more cannot be covered');
  }
  const step = amountStep(input.currency);
  let gross = input.amountMinor;
  for (;;) {
    const missing = input.amountMinor - linesOf(gross, input).creatorReceivesMinor;
    if (missing <= 0) return gross;
    gross = Math.ceil((gross + missing) / step) * step;
  }
}
