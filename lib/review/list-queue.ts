import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, payout } from '@/db/schema';
import { DAY_MS } from '@/lib/dates';
import type { Currency } from '@/lib/money';
import { payoutObstacle, readPayoutAccount, type PayoutObstacle } from '@/lib/payout-accounts';
import { readPayoutTerms, standingApprovals, type PayoutStatus } from '@/lib/payouts';
import { LATE_DAYS, type Level } from './input';
import { scorePayouts } from './score-payouts';
import type { Score } from './weigh';

/** More than this is a state of emergency, not a list to read; the oldest stand first. */
export const QUEUE_MOST = 100;
export const waitingStatuses = ['requested', 'in_review', 'on_hold'] as const satisfies readonly PayoutStatus[];
export type WaitingStatus = (typeof waitingStatuses)[number];

export const queueOnly = ['late', 'first', 'second'] as const;
export type QueueOnly = (typeof queueOnly)[number];
export type QueueFilter = { level?: Level; status?: WaitingStatus; only?: QueueOnly };

export type QueueRow = Awaited<ReturnType<typeof readWaiting>>[number] & {
  score: Score;
  isFirst: boolean;
  isLate: boolean;
  /** Above the limit from which two admins have to agree. */
  needsSecond: boolean;
  /** Why its account takes nothing now. */
  obstacle: PayoutObstacle | null;
};

/**
 * Payouts that wait for an admin, the oldest first, each with its score and reasons.
 *
 * @param now business time
 */
export async function listQueue(db: Queryable, filter: QueueFilter, now: Date): Promise<QueueRow[]> {
  const rows = await readWaiting(db, filter.status);
  const [scores, seconds, obstacles] = await Promise.all([
    scorePayouts(db, rows.map(({ id }) => id), now),
    limitsOf(db, rows),
    Promise.all(rows.map(async ({ creatorId }) => payoutObstacle(await readPayoutAccount(db, creatorId), now))),
  ]);
  const scored = rows.flatMap((row, at): QueueRow[] => {
    const score = scores.get(row.id);
    if (!score) return [];
    return [{
      ...row, score, obstacle: obstacles[at] ?? null,
      isFirst: score.doubts.some(({ code }) => code === 'first_payout'),
      isLate: now.getTime() - row.requestedAt.getTime() > LATE_DAYS * DAY_MS,
      needsSecond: row.amountMinor > (seconds.get(row.currency) ?? 0),
    }];
  });
  return scored.filter((row) =>
    (!filter.level || row.score.level === filter.level)
    && (filter.only !== 'late' || row.isLate)
    && (filter.only !== 'first' || row.isFirst)
    && (filter.only !== 'second' || row.needsSecond));
}

/** From which sum on two admins have to agree, by currency. */
async function limitsOf(db: Queryable, rows: { currency: Currency }[]): Promise<Map<Currency, number>> {
  const used = [...new Set(rows.map(({ currency }) => currency))];
  const terms = await Promise.all(used.map((currency) => readPayoutTerms(db, currency)));
  return new Map(used.map((currency, at) => [currency, terms[at]?.secondApproverMinor ?? 0]));
}

function readWaiting(db: Queryable, status?: WaitingStatus) {
  return db
    .select({
      id: payout.id, creatorId: creator.id, name: creator.name, handle: creator.handle, ownerId: creator.personId, pageStatus: creator.status,
      amountMinor: payout.amountMinor, currency: payout.currency, status: payout.status, askedBy: payout.askedBy,
      requestedAt: payout.requestedAt,
      approvedBy: sql<string[]>`coalesce((select array_agg(a.admin_id::text) from ${standingApprovals} where a.payout_id = ${payout.id}), '{}')`,
    })
    .from(payout)
    .innerJoin(creator, eq(creator.id, payout.creatorId))
    .where(and(inArray(payout.status, waitingStatuses), status && eq(payout.status, status)))
    .orderBy(asc(payout.requestedAt), asc(payout.id))
    .limit(QUEUE_MOST);
}
