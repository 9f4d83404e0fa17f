import type { Queryable } from '@/db/client';
import { writeCsv, type CsvCell } from '@/lib/csv';
import { decimalAmount } from '@/lib/money';
import type { Payout } from './payout-rows';
import { readPayoutStatement, type PayoutSums } from './read-statement';

const HEAD = ['Collected (UTC)', 'Gift', 'Of', 'Currency', 'Gross', 'Processor fee', 'Tuppence fee', 'Refunds, debts and earlier payouts', 'Paid'];

/**
 * A payout as a file for spreadsheets: each gift from gross to what was paid of it, and a last row with
 * the sums. Fees stand below zero, so that each row adds up.
 */
export async function writePayoutCsv(db: Queryable, payout: Pick<Payout, 'id' | 'currency'>): Promise<string> {
  const { lines, sums } = await readPayoutStatement(db, payout.id);
  const figures = (of: PayoutSums): CsvCell[] =>
    [of.grossMinor, 0 - of.processorFeeMinor, 0 - of.platformFeeMinor, of.otherMinor, of.paidMinor]
      .map((minor) => ({ figure: decimalAmount(minor, payout.currency) }));
  return writeCsv(HEAD, [
    ...lines.map((line): CsvCell[] => [line.collectedAt.toISOString().slice(0, 10), line.id, line.what, payout.currency, ...figures(line)]),
    ['', 'All', '', payout.currency, ...figures(sums)],
  ]);
}
