import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { fan, person, tabLine, tip } from '@/db/schema';
import { keyset, sliceOf, type PageAsked, type Slice } from '@/lib/lists';
import { refundShares } from '@/lib/income';
import type { Currency } from '@/lib/money';
import type { PaidFor } from '@/lib/receipts/input';

/** Where the money of a line is; `lost` could not be collected. */
export type LineState = 'accrued' | 'held' | 'available' | 'refunded' | 'partly_refunded' | 'disputed' | 'reserved' | 'paid' | 'lost';

/** A line of some fan's tab as its creator sees it: their own line alone, of the fan what the fan shows. */
export type LineRow = PaidFor & {
  id: string;
  /** Collected, or put on the tab while it is not. */
  at: Date;
  name: string | null;
  /** Of a tip: where its page is. */
  tipId: string | null;
  currency: Currency;
  grossMinor: number;
  /** Its part of the fee of its bill; null while that is not booked. */
  feeShareMinor: number | null;
  /** Ours, less what of it a refund or a dispute gave back. */
  platformFeeMinor: number;
  /** What of it went back to the fan. */
  refundedMinor: number;
  /** What of it lies with the fan's bank, taken by a dispute. */
  disputedMinor: number;
  /** What is left of it for the creator; of a line whose fee is not known, before that fee. */
  netMinor: number;
  state: LineState;
};

type Which = {
  creatorId: string;
  /** A UTC month, `YYYY-MM`: what was collected in it. Without one, the newest, collected or not. */
  month?: string;
};

/** A page of a creator's lines on tabs, newest first. Its cost does not depend on how deep the page lies. */
export async function listLines(db: Queryable, which: Which, asked: PageAsked): Promise<Slice<LineRow>> {
  const page = keyset(which.month ? tabLine.collectedAt : tabLine.createdAt, tabLine.id, asked);
  const found = await db
    .select(lineColumns)
    .from(tabLine)
    .innerJoin(fan, eq(fan.id, tabLine.fanId))
    .leftJoin(person, eq(person.id, fan.personId))
    .leftJoin(tip, eq(tip.lineId, tabLine.id))
    .where(page.where(meant(which)))
    .orderBy(...page.order)
    .limit(page.limit);
  const rows = found.map((row) => ({ row: toLineRow(row), key: (which.month ? row.collectedAt : row.createdAt) ?? row.createdAt }));
  const slice = sliceOf(rows, asked, ({ row, key }) => ({ at: key.getTime(), id: row.id }));
  return { ...slice, rows: slice.rows.map(({ row }) => row) };
}

function meant({ creatorId, month }: Which): SQL | undefined {
  const own = eq(tabLine.creatorId, creatorId);
  if (!month) return and(own, inArray(tabLine.status, ['open', 'billed', 'collected', 'written_off']));
  const first = `${month}-01T00:00:00Z`;
  return and(
    own,
    eq(tabLine.status, 'collected'),
    sql`${tabLine.collectedAt} >= ${first}::timestamptz and ${tabLine.collectedAt} < (${first}::timestamptz at time zone 'UTC' + interval '1 month') at time zone 'UTC'`,
  );
}

/** What a line is read by. */
export const lineColumns = {
  id: tabLine.id,
  kind: tabLine.kind,
  fromOn: tabLine.fromOn,
  untilOn: tabLine.untilOn,
  status: tabLine.status,
  currency: tabLine.currency,
  amountMinor: tabLine.amountMinor,
  feeShareMinor: tabLine.feeShareMinor,
  platformFeeMinor: tabLine.platformFeeMinor,
  createdAt: tabLine.createdAt,
  collectedAt: tabLine.collectedAt,
  // A tip's money stands on the tip, a pledge's on its line.
  heldMinor: sql<number>`coalesce(${tip.heldMinor}, ${tabLine.heldMinor})::float8`,
  reservedMinor: sql<number>`coalesce(${tip.reservedMinor}, ${tabLine.reservedMinor})::float8`,
  paidMinor: sql<number>`coalesce(${tip.paidMinor}, ${tabLine.paidMinor})::float8`,
  refundedMinor: sql<number>`coalesce(${tip.refundedMinor}, ${tabLine.refundedMinor})::float8`,
  disputedMinor: sql<number>`coalesce(${tip.disputedMinor}, ${tabLine.disputedMinor})::float8`,
  tipId: tip.id,
  // A tip says for itself whether its fan is shown; a pledge follows what its fan chose for all.
  name: sql<string | null>`case
    when ${tip.id} is not null then case when ${tip.visibility} <> 'anonymous' then ${tip.displayName} end
    when ${person.defaultVisibility} <> 'anonymous' then ${person.displayName} end`,
};

type Row = PaidFor & Pick<typeof tabLine.$inferSelect, 'id' | 'status' | 'currency' | 'amountMinor' | 'feeShareMinor' | 'platformFeeMinor' | 'createdAt' | 'collectedAt'> & {
  heldMinor: number;
  reservedMinor: number;
  paidMinor: number;
  refundedMinor: number;
  disputedMinor: number;
  tipId: string | null;
  name: string | null;
};

/** Pure: a line as its creator sees it. */
export function toLineRow(row: Row): LineRow {
  const gross = { grossMinor: row.amountMinor, platformTipMinor: 0, platformFeeMinor: row.platformFeeMinor };
  const platformFeeMinor = row.platformFeeMinor - refundShares(gross, row.refundedMinor + row.disputedMinor).platformFeeMinor;
  return {
    id: row.id,
    kind: row.kind,
    fromOn: row.fromOn,
    untilOn: row.untilOn,
    at: row.collectedAt ?? row.createdAt,
    name: row.name,
    currency: row.currency,
    grossMinor: row.amountMinor,
    feeShareMinor: row.feeShareMinor,
    platformFeeMinor,
    refundedMinor: row.refundedMinor,
    disputedMinor: row.disputedMinor,
    tipId: row.tipId,
    netMinor: row.amountMinor - row.refundedMinor - row.disputedMinor - (row.feeShareMinor ?? 0) - platformFeeMinor,
    state: stateOf(row),
  };
}

function stateOf({ status, amountMinor, refundedMinor, disputedMinor, heldMinor, reservedMinor, paidMinor }: Row): LineState {
  if (status === 'open' || status === 'billed') return 'accrued';
  if (status === 'written_off') return 'lost';
  if (disputedMinor > 0) return 'disputed';
  if (refundedMinor > 0) return refundedMinor === amountMinor ? 'refunded' : 'partly_refunded';
  if (heldMinor > 0) return 'held';
  if (reservedMinor > 0) return 'reserved';
  return paidMinor > 0 ? 'paid' : 'available';
}
