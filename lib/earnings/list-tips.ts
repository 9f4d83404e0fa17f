import { eq, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { payment, tabLine, tip } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { keyset, sliceOf, type PageAsked, type Slice } from '@/lib/lists';
import type { Currency } from '@/lib/money';
import { toSums, type TipSums } from '@/lib/tips';
import type { Visibility } from '@/lib/tips/input';
import { tipsMeant, type TipFilter } from './tip-filter';

/**
 * Where the money of a tip is: all of what is left of it, or the first place that still has some.
 * `reserved` is asked for, `paid` has left. `accrued` stands on its fan's tab and is not charged yet: it counts nowhere before it is.
 */
export type TipState = 'accrued' | 'held' | 'available' | 'refunded' | 'partly_refunded' | 'disputed' | 'reserved' | 'paid';

/** A tip as its creator sees it: of the fan, only what the fan chose to show. */
export type TipRow = {
  id: string;
  /** Of an accrued one: when it was put on the tab. */
  receivedAt: Date;
  state: TipState;
  currency: Currency;
  sums: TipSums;
  heldMinor: number;
  availableMinor: number;
  /** Null while the fee is unknown: then nobody can say yet. */
  heldUntil: Date | null;
  /** Never that of an anonymous fan, even if one was typed. */
  name: string | null;
  message: string | null;
  visibility: Visibility;
};

/** A page of one creator's tips, newest first. Its cost does not depend on how deep the page lies. */
export async function listTips(db: Queryable, creatorId: string, filter: TipFilter, asked: PageAsked): Promise<Slice<TipRow>> {
  const page = keyset(filter.state === 'accrued' ? tip.createdAt : tip.receivedAt, tip.id, asked);
  const found = await db
    .select({ tip: columns, feeMinor: bookedFee })
    .from(tip)
    .leftJoin(payment, eq(payment.id, tip.paymentId))
    .leftJoin(tabLine, eq(tabLine.id, tip.lineId))
    .where(page.where(await tipsMeant(db, creatorId, filter)))
    .orderBy(...page.order)
    .limit(page.limit);
  const rows = found.map(({ tip: row, feeMinor }) => toTipRow(row, feeMinor));
  return sliceOf(rows, asked, ({ receivedAt, id }) => ({ at: receivedAt.getTime(), id }));
}

/** What was booked for it: the fee of its own charge, or its share of that of its bill. */
export const bookedFee = sql<number | null>`coalesce(${payment.processorFeeMinor}, ${tabLine.feeShareMinor})`.mapWith(Number);

export const columns = {
  id: tip.id,
  status: tip.status,
  currency: tip.currency,
  receivedAt: tip.receivedAt,
  createdAt: tip.createdAt,
  grossMinor: tip.grossMinor,
  platformTipMinor: tip.platformTipMinor,
  platformFeeMinor: tip.platformFeeMinor,
  processorFeeEstimateMinor: tip.processorFeeEstimateMinor,
  refundedMinor: tip.refundedMinor,
  disputedMinor: tip.disputedMinor,
  heldMinor: tip.heldMinor,
  availableMinor: tip.availableMinor,
  reservedMinor: tip.reservedMinor,
  paidMinor: tip.paidMinor,
  heldUntil: tip.heldUntil,
  displayName: tip.displayName,
  message: tip.message,
  visibility: tip.visibility,
};

type Row = Pick<typeof tip.$inferSelect, keyof typeof columns>;

/** Pure: a tip's row as its creator sees it, its sums reckoned and its fan as far as they chose. */
export function toTipRow(row: Row, bookedFeeMinor: number | null): TipRow {
  const isAccrued = row.status === 'pending';
  invariant(row.receivedAt ?? isAccrued, 'a creator sees tips that were received, or are on a tab');
  return {
    id: row.id,
    receivedAt: row.receivedAt ?? row.createdAt,
    state: stateOf(row),
    currency: row.currency,
    sums: toSums(row, bookedFeeMinor),
    heldMinor: row.heldMinor,
    availableMinor: row.availableMinor,
    heldUntil: row.heldUntil,
    name: row.visibility === 'anonymous' ? null : row.displayName,
    message: row.message,
    visibility: row.visibility,
  };
}

function stateOf({ status, refundedMinor, disputedMinor, heldMinor, reservedMinor, paidMinor, availableMinor }: Row): TipState {
  if (status === 'pending') return 'accrued';
  if (disputedMinor > 0) return 'disputed';
  if (status === 'refunded') return 'refunded';
  if (refundedMinor > 0) return 'partly_refunded';
  if (heldMinor > 0) return 'held';
  if (reservedMinor > 0) return 'reserved';
  return paidMinor > 0 && availableMinor === 0 ? 'paid' : 'available';
}
