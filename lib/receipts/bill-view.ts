import type { Currency } from '@/lib/money';
import type { PaidFor } from './line-words';

/** One line of a bill, as its fan sees it. Minor units. */
export type BillViewLine = PaidFor & {
  creator: { name: string; handle: string };
  amountMinor: number;
  /** Its part of the processor's fee, booked or estimated. */
  feeShareMinor: number;
  /** Ours, less what of it a refund gave back. */
  platformFeeMinor: number;
  /** What of it came back to the fan. */
  refundedMinor: number;
  /** What of it the fan's bank took back, for now or for good. */
  disputedMinor?: number;
};

/**
 * All that the receipt of a paid bill says, for its page, its PDF and its mail. It knows no tables;
 * names are text as people typed it, and the renderers escape it themselves.
 */
export type BillView = {
  /** What one quotes when asking about it. */
  number: string;
  /** When it was collected. */
  at: Date;
  /** The fan's address, already masked (`maskEmail`), or null. */
  issuedTo: string | null;
  currency: Currency;
  lines: BillViewLine[];
  /** Whether the processor fee is the processor's own figure; before, it is an estimate. */
  isActual: boolean;
  /** `Visa •••• 4242`, or the processor's word for the way it was paid; null when it said none. */
  paidBy: string | null;
  /** Whether the fan's bank has taken it back: until it decides, for good, or a part for good. */
  takenBack?: 'with_bank' | 'lost' | 'in_part' | null;
  operatorName: string;
};

/**
 * The sums of a bill, in minor units: you pay = given back + taken by the bank + processor fee + platform fee + creators
 * receive. A refund gives our fee back; the processor keeps its own, and creators bear it.
 */
export type BillSums = {
  youPayMinor: number;
  processorFeeMinor: number;
  platformFeeMinor: number;
  creatorsReceiveMinor: number;
  refundedMinor: number;
  disputedMinor: number;
};

/** Adds up what the lines of a bill say, so that no sum beside them can say anything else. */
export function sumBill(lines: BillViewLine[]): BillSums {
  const sum = (pick: (line: BillViewLine) => number) => lines.reduce((total, line) => total + pick(line), 0);
  const [youPayMinor, processorFeeMinor, platformFeeMinor, refundedMinor] = [
    sum((line) => line.amountMinor), sum((line) => line.feeShareMinor), sum((line) => line.platformFeeMinor), sum((line) => line.refundedMinor),
  ];
  const disputedMinor = sum((line) => line.disputedMinor ?? 0);
  return {
    youPayMinor,
    processorFeeMinor,
    platformFeeMinor,
    creatorsReceiveMinor: youPayMinor - refundedMinor - disputedMinor - processorFeeMinor - platformFeeMinor,
    refundedMinor,
    disputedMinor,
  };
}
