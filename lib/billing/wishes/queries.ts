import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, refundWish, tabLine } from '@/db/schema';
import type { Currency } from '@/lib/money';

export type Wish = typeof refundWish.$inferSelect;

/** At most so many stand on one page; the others follow as these are answered. */
const SHOWN_MOST = 50;

/** What its fan asked to have back of a bill, by line. */
export async function wishesOf(db: Queryable, lineIds: readonly string[]): Promise<Map<string, Wish>> {
  if (lineIds.length === 0) return new Map();
  const rows = await db.select().from(refundWish).where(inArray(refundWish.lineId, [...lineIds]));
  return new Map(rows.map((row) => [row.lineId, row]));
}

/** A wish with what it is about. Minor units. */
export type WishRow = Wish & { amountMinor: number; currency: Currency; billId: string | null; creatorName: string; handle: string };

const columns = {
  wish: refundWish, amountMinor: tabLine.amountMinor, currency: tabLine.currency, billId: tabLine.billId, creatorName: creator.name, handle: creator.handle,
};

/** What fans ask one creator to have back, oldest first. */
export async function listOpenWishes(db: Queryable, creatorId: string): Promise<WishRow[]> {
  const rows = await db.select(columns).from(refundWish)
    .innerJoin(tabLine, eq(tabLine.id, refundWish.lineId)).innerJoin(creator, eq(creator.id, refundWish.creatorId))
    .where(and(eq(refundWish.creatorId, creatorId), eq(refundWish.status, 'open')))
    .orderBy(asc(refundWish.createdAt), asc(refundWish.lineId)).limit(SHOWN_MOST);
  return rows.map(({ wish, ...rest }) => ({ ...wish, ...rest }));
}

/** What creators declined to give back, newest first: an admin may give it back all the same. */
export async function listDeclinedWishes(db: Queryable): Promise<WishRow[]> {
  const rows = await db.select(columns).from(refundWish)
    .innerJoin(tabLine, eq(tabLine.id, refundWish.lineId)).innerJoin(creator, eq(creator.id, refundWish.creatorId))
    .where(eq(refundWish.status, 'declined'))
    .orderBy(desc(refundWish.answeredAt), desc(refundWish.lineId)).limit(SHOWN_MOST);
  return rows.map(({ wish, ...rest }) => ({ ...wish, ...rest }));
}
