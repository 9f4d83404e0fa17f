import type { Queryable } from '@/db/client';
import { csvLine, writeCsv } from '@/lib/csv';
import { readCursor, type Cursor } from '@/lib/lists';
import { decimalAmount } from '@/lib/money';
import { listPledgers, pledgerStates, type PledgerRow, type PledgerState } from './list-pledgers';
import { sumPaidLines, type PaidSums } from './sum-paid-lines';

const BATCH = 500;
const HEAD = ['State', 'Name', 'Tier', 'Currency', 'A month', 'Since (UTC)', 'Open until', 'Left (UTC)', 'Paid so far', 'Refunded', 'Disputed'];

/**
 * Everybody who pledges to one creator, or did, as a file for spreadsheets, read page by page while
 * it is sent, with what was paid of each pledge, refunded, and taken by a bank. Names only as far as each chose to show one; never an address.
 */
export async function* exportPledgers(db: Queryable, creatorId: string): AsyncGenerator<string, void> {
  yield writeCsv(HEAD, []);
  for (const state of pledgerStates) {
    for (let cursor: Cursor | null = null; ; ) {
      const page = await listPledgers(db, creatorId, state, { cursor, limit: BATCH });
      const sums = await sumPaidLines(db, page.rows.map(({ id }) => id));
      yield page.rows.map((row) => csvLine(cellsOf(row, sums.get(row.id)))).join('');
      if (!page.older) break;
      cursor = readCursor(page.older);
    }
  }
}

const STATES: Record<PledgerState, string> = { active: 'active', grace: 'in grace', paused: 'paused', leaving: 'leaving', left: 'left' };

function cellsOf(row: PledgerRow, sums: PaidSums = { paidMinor: 0, refundedMinor: 0, disputedMinor: 0 }) {
  const figure = (amountMinor: number) => ({ figure: decimalAmount(amountMinor, row.currency) });
  return [
    STATES[row.state], row.name, row.tier, row.currency, figure(row.amountMinor),
    dayOf(row.since), row.until, row.leftAt && dayOf(row.leftAt),
    figure(sums.paidMinor), figure(sums.refundedMinor), figure(sums.disputedMinor),
  ];
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
