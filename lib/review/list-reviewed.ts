import { eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, payout } from '@/db/schema';
import { keyset, sliceOf, type PageAsked, type Slice } from '@/lib/lists';
import type { PayoutStatus } from '@/lib/payouts';

export type ReviewedPayout = Pick<typeof payout.$inferSelect, 'id' | 'amountMinor' | 'currency' | 'status' | 'requestedAt' | 'approvedAt' | 'endedAt' | 'reason'> & {
  creatorId: string; name: string; handle: string;
};

/** Payouts whatever became of them, the newest asked for first: all, or of one status. */
export async function listReviewed(db: Queryable, { status }: { status?: PayoutStatus }, page: PageAsked): Promise<Slice<ReviewedPayout>> {
  const list = keyset(payout.requestedAt, payout.id, page);
  const rows = await db
    .select({
      id: payout.id, amountMinor: payout.amountMinor, currency: payout.currency, status: payout.status, requestedAt: payout.requestedAt,
      approvedAt: payout.approvedAt, endedAt: payout.endedAt, reason: payout.reason, creatorId: creator.id, name: creator.name, handle: creator.handle,
    })
    .from(payout)
    .innerJoin(creator, eq(creator.id, payout.creatorId))
    .where(list.where(status && eq(payout.status, status)))
    .orderBy(...list.order)
    .limit(list.limit);
  return sliceOf(rows, page, (row) => ({ at: row.requestedAt.getTime(), id: row.id }));
}
