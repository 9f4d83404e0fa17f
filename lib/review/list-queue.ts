import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, payout, payoutAccount } from '@/db/schema';
import { DAY_MS } from '@/lib/dates';
import type { PayoutStatus } from '@/lib/payouts';
import { LATE_DAYS, type Level } from './input';
import { scorePayouts } from './score-payouts';
import type { Score } from './weigh';

/** More than this is a state of emergency, not a list to read; the oldest stand first. */
export const QUEUE_MOST = 100;
export const waitingStatuses = ['requested', 'in_review', 'on_hold'] as const satisfies readonly PayoutStatus[];
export type WaitingStatus = (typeof waitingStatuses)[number];

export type QueueFilter = { level?: Level; status?: WaitingStatus; only?: 'late' | 'first' };

export type QueueRow = Awaited<ReturnType<typeof readWaiting>>[number] & { score: Score; isFirst: boolean; isLate: boolean };

/**
 * Payouts that wait for an admin, the oldest first, each with its score and reasons.
 *
 * @param now business time
 */
export async function listQueue(db: Queryable, filter: QueueFilter, now: Date): Promise<QueueRow[]> {
  const rows = await readWaiting(db, filter.status);
  const scores = await scorePayouts(db, rows.map(({ id }) => id), now);
  const scored = rows.flatMap((row): QueueRow[] => {
    const score = scores.get(row.id);
    if (!score) return [];
    const isFirst = score.doubts.some(({ code }) => code === 'first_payout');
    return [{ ...row, score, isFirst, isLate: now.getTime() - row.requestedAt.getTime() > LATE_DAYS * DAY_MS }];
  });
  return scored.filter((row) =>
    (!filter.level || row.score.level === filter.level)
    && (filter.only !== 'late' || row.isLate)
    && (filter.only !== 'first' || row.isFirst));
}

function readWaiting(db: Queryable, status?: WaitingStatus) {
  return db
    .select({
      id: payout.id, creatorId: creator.id, name: creator.name, handle: creator.handle, ownerId: creator.personId, pageStatus: creator.status,
      amountMinor: payout.amountMinor, currency: payout.currency, status: payout.status, askedBy: payout.askedBy,
      requestedAt: payout.requestedAt, accountStatus: payoutAccount.status, accountChangedAt: payoutAccount.changedAt,
      approvedBy: sql<string[]>`coalesce((select array_agg(a.admin_id::text) from payout_approval a where a.payout_id = ${payout.id}), '{}')`,
    })
    .from(payout)
    .innerJoin(creator, eq(creator.id, payout.creatorId))
    .leftJoin(payoutAccount, eq(payoutAccount.creatorId, creator.id))
    .where(and(inArray(payout.status, waitingStatuses), status && eq(payout.status, status)))
    .orderBy(asc(payout.requestedAt), asc(payout.id))
    .limit(QUEUE_MOST);
}

/** How many payouts wait, and since when the oldest; for the overview. */
export async function countQueue(db: Queryable): Promise<{ count: number; oldestAt: Date | null }> {
  const { rows } = await db.execute<{ count: number; at: number | null }>(sql`
    select count(*)::int as count, extract(epoch from min(requested_at))::float8 * 1000 as at
    from payout where status in ('requested', 'in_review', 'on_hold')`);
  const [row] = rows;
  return { count: row?.count ?? 0, oldestAt: row?.at == null ? null : new Date(row.at) };
}
