import { formatMoney, type Currency } from '@/lib/money';
import type { ReceiptLine } from './receipt-words';

/** A month of a creator's books, as its page and its PDF say it. Minor units, from the ledger. */
export type StatementView = {
  creator: { name: string; handle: string };
  /** `November 2026` */
  month: string;
  /** Whether the month is still going on, so that its figures may still change. */
  isOpen: boolean;
  currency: Currency;
  sums: {
    directMinor: number;
    tabMinor: number;
    processorFeeMinor: number;
    platformFeeMinor: number;
    refundedMinor: number;
    netMinor: number;
    paidOutMinor: number;
    otherMinor: number;
    accruedMinor: number;
    writtenOffMinor: number;
  };
  /** What was a creator's, collected, before and after the month. */
  before: Purse;
  after: Purse & { accruedMinor: number };
  operatorName: string;
  /** The moment that the PDF calls its own; the same for the same statement. */
  at: Date;
};

type Purse = { heldMinor: number; availableMinor: number; reservedMinor: number; debtMinor: number };

/** A statement in words: gross to net, then from the purse before to the purse after. */
export type StatementWords = { lines: ReceiptLine[]; net: ReceiptLine; purse: ReceiptLine[]; end: ReceiptLine; where: ReceiptLine[]; notes: string[] };

/** Puts a month of a creator's books into words, the same on its page and in its PDF. */
export function wordStatement(view: StatementView): StatementWords {
  const { sums, before, after } = view;
  const sum = (minor: number) => formatMoney(minor, view.currency);
  const line = (label: string, minor: number): ReceiptLine => ({ label, sum: sum(minor) });
  const some = (label: string, minor: number) => (minor === 0 ? [] : [line(label, minor)]);
  return {
    lines: [
      line('Tips by card', sums.directMinor),
      line('Pledges and tips of tabs', sums.tabMinor),
      line('Processor fees', 0 - sums.processorFeeMinor),
      line('Tuppence fees', 0 - sums.platformFeeMinor),
      ...some('Refunds and disputes, your part', 0 - sums.refundedMinor),
    ],
    net: line('Net', sums.netMinor),
    purse: [
      line('At the beginning', total(before)),
      line('Net of the month', sums.netMinor),
      ...some('Paid out', 0 - sums.paidOutMinor),
      ...some('Other', sums.otherMinor),
    ],
    end: line(view.isOpen ? 'Now' : 'At the end', total(after)),
    where: [
      line('Of that held', after.heldMinor),
      line('Of that available', after.availableMinor),
      ...some('Of that on its way to your bank', after.reservedMinor),
      ...some('Owed for refunds', 0 - after.debtMinor),
    ],
    notes: [
      `On tabs, not collected yet: ${sum(after.accruedMinor)}. It is no part of the sums above.`,
      ...(sums.writtenOffMinor === 0 ? [] : [`Given up, never collected: ${sum(sums.writtenOffMinor)}.`]),
      ...(view.isOpen ? ['The month is not over; a fee is booked when the processor tells it.'] : []),
    ],
  };
}

function total({ heldMinor, availableMinor, reservedMinor, debtMinor }: Purse): number {
  return heldMinor + availableMinor + reservedMinor - debtMinor;
}
