import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, payout } from '@/db/schema';
import { DAY_MS } from '@/lib/dates';
import type { Cursor } from '@/lib/lists';
import type { Currency } from '@/lib/money';
import { payoutObstacle, readPayoutAccount, type PayoutObstacle } from '@/lib/payout-accounts';
import { readPayoutTerms, standingApprovals, type PayoutStatus } from '@/lib/payouts';
import { LATE_DAYS, type Level } from './input';
import { scorePayouts } from './score-payouts';
import type { Score } from './weigh';

/** What stands on one page of the queue. */
const QUEUE_PAGE = 50;
/** Read and scored at a time, and in all for one page: a filter that hardly any pass ends there and goes on with the next. */
const BATCH = QUEUE_PAGE + 1;
const LOOKED_MOST = 500;
export const waitingStatuses = ['requested', 'in_review', 'on_hold'] as const satisfies readonly PayoutStatus[];
export type WaitingStatus = (typeof waitingStatuses)[number];

export const queueOnly = ['late', 'first', 'second'] as const;
export type QueueOnly = (typeof queueOnly)[number];
export type QueueFilter = { level?: Level; status?: WaitingStatus; only?: QueueOnly };
/** `after`: the place at which the page before ended; `among`: only these payouts. */
export type QueueAsked = QueueFilter & { after?: Cursor | null; among?: string[]; limit?: number };

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
 * Payouts that wait for an admin, the oldest first, each with its score and reasons; one page.
 *
 * @param now business time
 * @returns the page, and the cursor of the next one while there may be more
 */
export async function listQueue(db: Queryable, asked: QueueAsked, now: Date): Promise<{ rows: QueueRow[]; next: string | null }> {
  const { limit = QUEUE_PAGE } = asked;
  const rows: QueueRow[] = [];
  let after: Place | null = asked.after ? { requestedAt: new Date(asked.after.at), id: asked.after.id } : null;
  for (let looked = 0; looked < LOOKED_MOST; looked += BATCH) {
    const batch = await readWaiting(db, asked, after);
    for (const row of (await scored(db, batch, now)).filter((each) => passes(each, asked))) {
      if (rows.length === limit) return { rows, next: cursorOf(rows.at(-1) ?? row) };
      rows.push(row);
    }
    after = batch.at(-1) ?? null;
    if (batch.length < BATCH) return { rows, next: null };
  }
  return { rows, next: after && cursorOf(after) };
}

type Place = { requestedAt: Date; id: string };

function cursorOf({ requestedAt, id }: Place): string {
  return `o${requestedAt.getTime()}.${id}`;
}

function passes(row: QueueRow, { level, only }: QueueFilter): boolean {
  return (!level || row.score.level === level)
    && (only !== 'late' || row.isLate) && (only !== 'first' || row.isFirst) && (only !== 'second' || row.needsSecond);
}

/** How many wait in all, whatever speaks against them. */
export async function countQueue(db: Queryable): Promise<number> {
  const [row] = await db.select({ waiting: count() }).from(payout).where(inArray(payout.status, waitingStatuses));
  return row?.waiting ?? 0;
}

async function scored(db: Queryable, rows: Awaited<ReturnType<typeof readWaiting>>, now: Date): Promise<QueueRow[]> {
  const [scores, seconds, obstacles] = await Promise.all([
    scorePayouts(db, rows.map(({ id }) => id), now),
    limitsOf(db, rows),
    Promise.all(rows.map(async ({ creatorId }) => payoutObstacle(await readPayoutAccount(db, creatorId), now))),
  ]);
  return rows.flatMap((row, at): QueueRow[] => {
    const score = scores.get(row.id);
    if (!score) return [];
    return [{
      ...row, score, obstacle: obstacles[at] ?? null,
      isFirst: score.doubts.some(({ code }) => code === 'first_payout'),
      isLate: now.getTime() - row.requestedAt.getTime() > LATE_DAYS * DAY_MS,
      needsSecond: row.amountMinor > (seconds.get(row.currency) ?? 0),
    }];
  });
}

/** From which sum on two admins have to agree, by currency. */
async function limitsOf(db: Queryable, rows: { currency: Currency }[]): Promise<Map<Currency, number>> {
  const used = [...new Set(rows.map(({ currency }) => currency))];
  const terms = await Promise.all(used.map((currency) => readPayoutTerms(db, currency)));
  return new Map(used.map((currency, at) => [currency, terms[at]?.secondApproverMinor ?? 0]));
}

function readWaiting(db: Queryable, { status, among }: QueueAsked, after: Place | null) {
  return db
    .select({
      id: payout.id, creatorId: creator.id, name: creator.name, handle: creator.handle, ownerId: creator.personId, pageStatus: creator.status,
      amountMinor: payout.amountMinor, currency: payout.currency, status: payout.status, askedBy: payout.askedBy,
      requestedAt: payout.requestedAt,
      approvedBy: sql<string[]>`coalesce((select array_agg(a.admin_id::text) from ${standingApprovals} where a.payout_id = ${payout.id}), '{}')`,
    })
    .from(payout)
    .innerJoin(creator, eq(creator.id, payout.creatorId))
    .where(and(
      inArray(payout.status, waitingStatuses), status && eq(payout.status, status), among && inArray(payout.id, among),
      after ? sql`(${payout.requestedAt}, ${payout.id}) > (${after.requestedAt.toISOString()}::timestamptz, ${after.id}::uuid)` : undefined,
    ))
    .orderBy(asc(payout.requestedAt), asc(payout.id))
    .limit(BATCH);
}
