import type { Queryable } from '@/db/client';
import { csvLine, writeCsv } from '@/lib/csv';
import type { Cursor } from '@/lib/lists';
import { readCursor } from '@/lib/lists';
import { decimalAmount } from '@/lib/money';
import { listTips, type TipRow, type TipState } from './list-tips';
import type { TipFilter } from './tip-filter';

const BATCH = 500;
const HEAD = [
  'Day (UTC)', 'Tip', 'State', 'Name', 'Message', 'Shown to', 'Currency',
  'Gross', 'Given back', 'Processor fee', 'Tuppence fee', 'Net', 'Held', 'Available', 'Held until',
];

/**
 * A creator's tips as a file for spreadsheets, read page by page while it is sent: a million tips
 * take no more memory than five hundred. Over all tips the column Net sums to what the ledger holds
 * for the creator, because a fee that is not booked yet is left empty and counts as nothing.
 */
export async function* exportTips(db: Queryable, creatorId: string, filter: TipFilter): AsyncGenerator<string, void> {
  yield writeCsv(HEAD, []);
  for (let cursor: Cursor | null = null; ; ) {
    const page = await listTips(db, creatorId, filter, { cursor, limit: BATCH });
    yield page.rows.map((row) => csvLine(cellsOf(row))).join('');
    if (!page.older) return;
    cursor = readCursor(page.older);
  }
}

const STATES: Record<TipState, string> = {
  accrued: 'on a tab',
  held: 'held',
  available: 'available',
  reserved: 'in a payout',
  paid: 'paid out',
  refunded: 'refunded',
  partly_refunded: 'partly refunded',
  disputed: 'disputed',
};

const SHOWN_TO = { public: 'everyone', creator_only: 'you', anonymous: 'nobody' } as const;

function cellsOf(row: TipRow) {
  const { sums, currency } = row;
  const figure = (amountMinor: number) => ({ figure: decimalAmount(amountMinor, currency) });
  return [
    dayOf(row.receivedAt),
    row.id,
    STATES[row.state],
    row.name,
    row.message,
    SHOWN_TO[row.visibility],
    currency,
    figure(sums.grossMinor),
    figure(sums.refundedMinor + sums.disputedMinor),
    sums.isActual ? figure(sums.processorFeeMinor) : null,
    figure(sums.platformFeeMinor),
    figure(sums.isActual ? sums.netMinor : sums.netMinor + sums.processorFeeMinor),
    figure(row.heldMinor),
    figure(row.availableMinor),
    row.heldUntil ? dayOf(row.heldUntil) : null,
  ];
}

/** The day alone: the minute of an anonymous tip could tell whose it was. */
function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
