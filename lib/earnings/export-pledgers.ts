import type { Queryable } from '@/db/client';
import { csvLine, writeCsv } from '@/lib/csv';
import { readCursor, type Cursor } from '@/lib/lists';
import { decimalAmount } from '@/lib/money';
import { listPledgers, pledgerStates, type PledgerRow, type PledgerState } from './list-pledgers';

const BATCH = 500;
const HEAD = ['State', 'Name', 'Tier', 'Currency', 'A month', 'Since (UTC)', 'Open until', 'Left (UTC)'];

/**
 * Everybody who pledges to one creator, or did, as a file for spreadsheets, read page by page while
 * it is sent. Names only as far as each chose to show one; never an address.
 */
export async function* exportPledgers(db: Queryable, creatorId: string): AsyncGenerator<string, void> {
  yield writeCsv(HEAD, []);
  for (const state of pledgerStates) {
    for (let cursor: Cursor | null = null; ; ) {
      const page = await listPledgers(db, creatorId, state, { cursor, limit: BATCH });
      yield page.rows.map((row) => csvLine(cellsOf(row))).join('');
      if (!page.older) break;
      cursor = readCursor(page.older);
    }
  }
}

const STATES: Record<PledgerState, string> = { active: 'active', grace: 'in grace', paused: 'paused', leaving: 'leaving', left: 'left' };

function cellsOf(row: PledgerRow) {
  return [
    STATES[row.state], row.name, row.tier, row.currency, { figure: decimalAmount(row.amountMinor, row.currency) },
    dayOf(row.since), row.until, row.leftAt && dayOf(row.leftAt),
  ];
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
