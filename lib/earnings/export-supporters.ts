import type { Queryable } from '@/db/client';
import { csvLine, writeCsv } from '@/lib/csv';
import { readCursor, type Cursor } from '@/lib/lists';
import { decimalAmount } from '@/lib/money';
import { listSupporters, type SupporterRow } from './list-supporters';

const BATCH = 500;
const HEAD = ['Name', 'Tips', 'Currency', 'Together', 'Last (UTC)'];

/**
 * Everybody who tipped one creator, as a file for spreadsheets, read page by page while it is sent.
 * Names only as far as each chose to show one, and never an address; all who chose to stay anonymous
 * are one line without a day.
 */
export async function* exportSupporters(db: Queryable, creatorId: string): AsyncGenerator<string, void> {
  yield writeCsv(HEAD, []);
  for (let cursor: Cursor | null = null; ; ) {
    const page = await listSupporters(db, creatorId, 'latest', { cursor, limit: BATCH });
    yield page.rows.map((row) => csvLine(cellsOf(row))).join('');
    if (!page.older) return;
    cursor = readCursor(page.older);
  }
}

function cellsOf({ kind, name, tips, currency, totalMinor, lastTipAt }: SupporterRow) {
  const isAnonymous = kind === 'anonymous';
  return [
    isAnonymous ? 'Everybody anonymous' : name, { figure: tips }, currency, { figure: decimalAmount(totalMinor, currency) },
    isAnonymous ? null : lastTipAt.toISOString().slice(0, 10),
  ];
}
