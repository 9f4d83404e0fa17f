import { formatMoney } from '@/lib/money';
import { cleanText } from '@/lib/mail';
import type { ReceiptStatus, ReceiptView } from './receipt-view';

/** One line of a receipt: a label and its sum, both as text. */
export type ReceiptLine = { label: string; sum: string };

/** The words of a receipt, the same in its PDF, its mail and its plain text. */
export type ReceiptWords = {
  title: string;
  lines: ReceiptLine[];
  total: ReceiptLine;
  /** What still matters about it, in a sentence. */
  note: string;
  when: string;
  /** Label and value of the small print: number, method, payer. */
  facts: [string, string][];
};

const months = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
];
const methods: Record<string, { name: string; fee: string }> = {
  card: { name: 'Card', fee: 'Card fee' },
  link: { name: 'Link', fee: 'Card fee' },
  sepa_debit: { name: 'SEPA debit', fee: 'Bank debit fee' },
  paypal: { name: 'PayPal', fee: 'PayPal fee' },
};

/**
 * Puts a receipt into words.
 *
 * @param creatorName the name as the caller can show it
 */
export function wordReceipt(view: ReceiptView, creatorName: string): ReceiptWords {
  const { sums, currency, status } = view;
  const sum = (amountMinor: number) => formatMoney(amountMinor, currency);
  const fee = (view.method && methods[view.method]?.fee) || 'Processor fee';
  const lines: ReceiptLine[] = [
    { label: status === 'on_its_way' || status === 'failed' ? 'You pay' : 'You paid', sum: sum(sums.youPayMinor) },
    { label: view.isActual ? fee : `${fee}, about`, sum: sum(-sums.processorFeeMinor) },
    { label: 'Tuppence fee', sum: sum(-sums.platformFeeMinor) },
  ];
  if (sums.platformTipMinor > 0) {
    lines.push({ label: 'Your tip for Tuppence', sum: sum(-sums.platformTipMinor) });
  }
  const received = { label: `${creatorName} ${RECEIVES[status]}`, sum: sum(sums.creatorReceivesMinor) };
  const back = BACK[status];
  const given = back ? { label: back, sum: sum(sums.youPayMinor) } : null;
  return {
    title: TITLES[status],
    lines: given ? [...lines, received] : lines,
    total: given ?? received,
    note: noteOf(view, creatorName),
    when: inWords(view.at),
    facts: factsOf(view),
  };
}

/** A moment as a receipt says it, in UTC: `21 November 2026, 14:05 UTC`. */
export function inWords(at: Date): string {
  const [date = '', time = ''] = at.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${Number(day)} ${months[Number(month) - 1]} ${year}, ${time.slice(0, 5)} UTC`;
}

const TITLES: Record<ReceiptStatus, string> = {
  paid: 'Receipt',
  on_its_way: 'On its way',
  refunded: 'Refunded',
  failed: 'Not paid',
  disputed: 'Disputed',
  charged_back: 'Taken back by your bank',
};

/** The last line of a receipt whose money went back. */
const BACK: Partial<Record<ReceiptStatus, string>> = {
  refunded: 'Given back to you',
  disputed: 'With your bank, until it decides',
  charged_back: 'Given back to you by your bank',
};

const RECEIVES: Record<ReceiptStatus, string> = {
  paid: 'receives',
  on_its_way: 'will receive',
  refunded: 'had received',
  failed: 'would have received',
  disputed: 'had received',
  charged_back: 'had received',
};

function noteOf({ status, isActual }: ReceiptView, creatorName: string): string {
  switch (status) {
    case 'paid':
      return isActual
        ? 'These are the actual cents: the fee is what the processor booked.'
        : 'The fee is an estimate until the processor books it. Your receipt online then shows the actual cents.';
    case 'on_its_way':
      return `A bank debit takes a few working days. ${creatorName} receives it when it has settled; you get a mail then.`;
    case 'refunded':
      return 'Refunded in full, to the way you paid. Banks show it within ten days.';
    case 'disputed':
      return 'Disputed: your bank has taken this payment back and decides about it now. If it was you who paid, tell your bank so.';
    case 'charged_back':
      return 'It was disputed, and your bank gave the payment back to you.';
    case 'failed':
      return 'Your bank did not pay. Nothing was charged and nothing is owed.';
  }
}

function factsOf(view: ReceiptView): [string, string][] {
  const facts: [string, string][] = [['Number', view.number]];
  if (view.method) facts.push(['Paid by', methods[view.method]?.name ?? nameOf(view.method)]);
  if (view.issuedTo) facts.push(['Issued to', view.issuedTo]);
  return facts.map(([label, value]) => [label, cleanText(value)]);
}

/** A way to pay that we have no word for keeps the processor's: `us_bank_account` → `Us bank account`. */
function nameOf(method: string): string {
  const words = method.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
