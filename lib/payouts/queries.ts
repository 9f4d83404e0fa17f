import { and, eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { payout } from '@/db/schema';
import { isId } from '@/lib/ids';
import { keyset, sliceOf, type PageAsked, type Slice } from '@/lib/lists';
import { readPayout, type Payout, type PayoutWithCreator } from './payout-rows';

/** A creator's payouts, the newest first, one page. */
export async function listPayouts(db: Queryable, creatorId: string, page: PageAsked): Promise<Slice<Payout>> {
  const key = keyset(payout.requestedAt, payout.id, page);
  const rows = await db.select().from(payout).where(key.where(eq(payout.creatorId, creatorId))).orderBy(...key.order).limit(key.limit);
  return sliceOf(rows, page, (row) => ({ at: row.requestedAt.getTime(), id: row.id }));
}

/** One of a creator's own payouts; somebody else's is not there. */
export async function findOwnPayout(db: Queryable, creatorId: string, payoutId: string): Promise<PayoutWithCreator | null> {
  if (!isId(payoutId)) return null;
  const [own] = await db.select({ id: payout.id }).from(payout).where(and(eq(payout.id, payoutId), eq(payout.creatorId, creatorId)));
  return own ? readPayout(db, payoutId) : null;
}
