import { refundShares, shareFee } from '@/lib/income';

/** What a tip's row must say for its sums. */
export type SummedTip = {
  grossMinor: number;
  platformTipMinor: number;
  platformFeeMinor: number;
  processorFeeEstimateMinor: number;
  refundedMinor: number;
  /** What of it lies with a bank; left out: nothing. */
  disputedMinor?: number;
};

/** A tip as its creator reckons it; all in minor units, and the net is what the ledger says. */
export type TipSums = {
  grossMinor: number;
  /** What of the gross went back to the fan. */
  refundedMinor: number;
  /** What of the gross lies with the fan's bank, taken by a dispute. */
  disputedMinor: number;
  /** The creator's part of what the processor kept; it is not given back with a refund. */
  processorFeeMinor: number;
  /** Whether that is the processor's own figure. */
  isActual: boolean;
  /** What we kept: a refund gives our fee back. */
  platformFeeMinor: number;
  netMinor: number;
};

/**
 * Pure: gross, refunds, disputes, fees and net of one tip. Over all of a creator's tips the nets of booked
 * fees sum to what the ledger holds for them.
 *
 * @param bookedFeeMinor what the processor booked for the whole charge, null before it did
 */
export function toSums(tip: SummedTip, bookedFeeMinor: number | null): TipSums {
  const returned = refundShares(tip, tip.refundedMinor);
  const gone = refundShares(tip, tip.refundedMinor + (tip.disputedMinor ?? 0));
  const isActual = bookedFeeMinor !== null;
  const processorFeeMinor = isActual ? shareFee(tip, bookedFeeMinor).creatorMinor : tip.processorFeeEstimateMinor;
  const refundedMinor = returned.creatorMinor + returned.platformFeeMinor;
  const disputedMinor = gone.creatorMinor + gone.platformFeeMinor - refundedMinor;
  const platformFeeMinor = tip.platformFeeMinor - gone.platformFeeMinor;
  return {
    grossMinor: tip.grossMinor,
    refundedMinor,
    disputedMinor,
    processorFeeMinor,
    isActual,
    platformFeeMinor,
    netMinor: tip.grossMinor - refundedMinor - disputedMinor - processorFeeMinor - platformFeeMinor,
  };
}
