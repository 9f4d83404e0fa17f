import { writeCsv } from '@/lib/csv';
import { decimalAmount } from '@/lib/money';
import type { ReceiptRow } from './list-receipts';
import { receiptNumber } from './receipt';

const HEAD = ['Receipt', 'Day (UTC)', 'Creator', 'Page', 'State', 'Currency', 'Charged', 'Given back', 'Paid in the end'];

/** A person's receipts as a file for spreadsheets. What was never collected counts as nothing. */
export function writeReceiptsCsv(rows: ReceiptRow[]): string {
  return writeCsv(HEAD, rows.map((row) => {
    const collected = row.status === 'failed' || row.status === 'on_its_way' ? 0 : row.chargedMinor;
    const figure = (amountMinor: number) => ({ figure: decimalAmount(amountMinor, row.currency) });
    return [
      receiptNumber(row.paymentId),
      row.at.toISOString().slice(0, 10),
      row.creator.name,
      row.creator.handle,
      STATES[row.status],
      row.currency,
      figure(collected),
      figure(row.refundedMinor),
      figure(collected - row.refundedMinor),
    ];
  }));
}

const STATES: Record<ReceiptRow['status'], string> = {
  paid: 'paid',
  on_its_way: 'on its way',
  failed: 'not paid',
  refunded: 'given back',
  partly_refunded: 'partly given back',
  disputed: 'disputed',
  charged_back: 'given back by the bank',
};
