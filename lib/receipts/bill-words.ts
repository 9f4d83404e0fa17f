import { cleanText } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { sumBill, type BillSums, type BillView, type BillViewLine } from './bill-view';
import { wordLine } from './line-words';
import { inWords, type ReceiptLine } from './receipt-words';

/** A line of a bill in words: whose, what for, how much, and what of it arrived. */
export type BillLineWords = { creator: string; what: string; sum: string; received: string };

/** The words of a bill's receipt, the same on its page, in its PDF and in its mail. */
export type BillWords = {
  title: string;
  lines: BillLineWords[];
  paid: ReceiptLine;
  /** Where it went: each fee, with its minus. */
  fees: ReceiptLine[];
  received: ReceiptLine;
  /** What still matters about it, in sentences. */
  note: string;
  when: string;
  /** Label and value of the small print: number, card, payer. */
  facts: [string, string][];
};

/**
 * Puts the receipt of a bill into words.
 *
 * @param nameOf a creator's name as the caller can show it
 */
export function wordBill(view: BillView, nameOf: (creator: BillViewLine['creator']) => string = ({ name }) => cleanText(name)): BillWords {
  const { currency, isActual } = view;
  const sums = sumBill(view.lines);
  const sum = (amountMinor: number) => formatMoney(amountMinor, currency);
  // What is nothing gets no minus, and minus zero is no sum.
  const less = (amountMinor: number) => sum(amountMinor && -amountMinor);
  const creators = new Set(view.lines.map((line) => line.creator.handle)).size;
  return {
    title: 'Receipt',
    lines: view.lines.map((line) => ({
      creator: nameOf(line.creator),
      what: wordLine(line),
      sum: sum(line.amountMinor),
      received: wordArrived(line, view),
    })),
    paid: { label: 'You paid', sum: sum(sums.youPayMinor) },
    fees: [
      ...(sums.refundedMinor > 0 ? [{ label: 'Came back to you', sum: less(sums.refundedMinor) }] : []),
      ...(sums.disputedMinor > 0 ? [{ label: isDecided(view) ? 'Taken back by your bank' : 'With your bank: disputed', sum: less(sums.disputedMinor) }] : []),
      { label: isActual ? 'Card fee' : 'Card fee, about', sum: less(sums.processorFeeMinor) },
      { label: 'Tuppence fee', sum: less(sums.platformFeeMinor) },
    ],
    received: wordReceived(creators, sums.creatorsReceiveMinor, sum),
    note: noteOf(view, sums),
    when: inWords(view.at),
    facts: factsOf(view),
  };
}

/** What went back whole leaves the creators nothing but the card fee, which they bear. */
function wordReceived(creators: number, receivedMinor: number, sum: (amountMinor: number) => string): ReceiptLine {
  const who = creators === 1 ? 'The creator' : `${creators} creators`;
  if (receivedMinor >= 0) return { label: `${who} ${creators === 1 ? 'receives' : 'receive'}`, sum: sum(receivedMinor) };
  return { label: `${who} ${creators === 1 ? 'receives' : 'receive'} nothing, and ${creators === 1 ? 'bears' : 'bear'}`, sum: sum(-receivedMinor) };
}

function isDecided({ takenBack }: BillView): boolean {
  return takenBack === 'lost' || takenBack === 'in_part';
}

function wordArrived(line: BillViewLine, view: BillView): string {
  const { currency, isActual } = view;
  if (line.disputedMinor) {
    const bank = isDecided(view) ? 'taken back by your bank' : 'with your bank';
    const sum = formatMoney(line.disputedMinor, currency);
    if (line.refundedMinor > 0) return `${formatMoney(line.refundedMinor, currency)} given back, ${sum} ${bank}`;
    if (line.disputedMinor < line.amountMinor) return `${sum} of it ${bank}`;
    return isDecided(view) ? bank : `${bank}: disputed`;
  }
  if (line.refundedMinor >= line.amountMinor) return 'given back to you';
  if (line.refundedMinor > 0) return `${formatMoney(line.refundedMinor, currency)} of it was given back`;
  const arrived = formatMoney(line.amountMinor - line.feeShareMinor - line.platformFeeMinor, currency);
  return isActual ? `${arrived} arrives` : `about ${arrived} arrives`;
}

function noteOf(view: BillView, { refundedMinor, disputedMinor, youPayMinor }: BillSums): string {
  const { isActual, lines, takenBack } = view;
  if (disputedMinor > 0) {
    const [whole, kept] = ['gave the payment back to you', 'gave a part of the payment back to you and left the rest'];
    return isDecided(view)
      ? `It was disputed, and your bank ${takenBack === 'lost' ? whole : kept}. The card fee stays with the payment company; the creators bear it.`
      : 'Disputed: your bank has taken this payment back and decides about it now. If it was you who paid, tell your bank so.';
  }
  if (refundedMinor > 0) {
    const what = refundedMinor === youPayMinor ? 'All of it' : 'Part of it';
    return `${what} was given back, to the way you paid. Banks show it within ten days. The card fee stays with the payment company; the creators bear it.`;
  }
  if (!isActual) return 'The card fee is an estimate until the processor books it. Your receipt online then shows the actual cents.';
  return lines.length === 1
    ? 'These are the actual cents: the fee is what the processor booked.'
    : 'These are the actual cents: one fee for one charge, as the processor booked it, shared over the lines by their amounts.';
}

function factsOf(view: BillView): [string, string][] {
  const facts: [string, string][] = [['Number', view.number]];
  if (view.paidBy) facts.push(['Paid by', view.paidBy]);
  if (view.issuedTo) facts.push(['Issued to', view.issuedTo]);
  return facts.map(([label, value]) => [label, cleanText(value)]);
}
