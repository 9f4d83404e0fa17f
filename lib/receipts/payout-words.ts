import { formatMoney, type Currency } from '@/lib/money';
import type { ReceiptLine } from './receipt-words';

/** A payout as its page and its PDF say it. Minor units. */
export type PayoutView = {
  id: string;
  creator: { name: string; handle: string };
  currency: Currency;
  gifts: number;
  sums: { grossMinor: number; processorFeeMinor: number; platformFeeMinor: number; otherMinor: number; paidMinor: number };
  /** What sending it costs; the operator bears it. */
  costMinor: number;
  /** Whether it is still to leave, has left, or stays with its creator after all. */
  fate: 'open' | 'left' | 'stays';
  /** In words: `Paid` */
  state: string;
  /** The bank account as its owner knows it. */
  destination: string | null;
  /** `21 November 2026`; null until it left. */
  sentOn: string | null;
  askedOn: string;
  operatorName: string;
  /** The moment that the PDF calls its own; the same for the same payout. */
  at: Date;
};

/** A payout in words: gross to net, then what is known of it. */
export type PayoutWords = { lines: ReceiptLine[]; net: ReceiptLine; facts: ReceiptLine[]; note: string };

/** Puts a payout into words, the same on its page and in its PDF. */
export function wordPayout(view: PayoutView): PayoutWords {
  const { sums, currency, gifts } = view;
  const line = (label: string, minor: number): ReceiptLine => ({ label, sum: formatMoney(minor, currency) });
  return {
    lines: [
      line(gifts === 1 ? 'One gift' : `${gifts} gifts`, sums.grossMinor),
      line('Processor fees', 0 - sums.processorFeeMinor),
      line('Tuppence fees', 0 - sums.platformFeeMinor),
      ...(sums.otherMinor === 0 ? [] : [line('Refunds, debts and earlier payouts', sums.otherMinor)]),
    ],
    net: line(NET[view.fate], sums.paidMinor),
    facts: [
      { label: 'State', sum: view.state },
      { label: 'Asked for', sum: view.askedOn },
      ...(view.sentOn ? [{ label: 'Sent', sum: view.sentOn }] : []),
      ...(view.destination ? [{ label: 'To', sum: view.destination }] : []),
      { label: 'Number', sum: view.id.slice(-12) },
    ],
    note: view.fate === 'stays'
      ? 'Nothing of it went to your bank: these gifts are yours here as before.'
      : `Sending it costs ${formatMoney(view.costMinor, currency)}, which ${view.operatorName} bears: nothing is taken off for it.`,
  };
}

const NET: Record<PayoutView['fate'], string> = { open: 'To be paid out', left: 'Paid out', stays: 'Not paid out' };
