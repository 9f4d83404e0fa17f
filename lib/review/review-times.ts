import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';

const TIMES_DAYS = 90;
/** Under so many, a median says more about chance than about us. */
const ENOUGH = 10;

/** How long reviews took: what may be said of them in public. Hours from asking to the decision. */
export type ReviewTimes = {
  days: number;
  decided: number;
  /** NULL while there are too few to say it. */
  medianHours: number | null;
  ninetyHours: number | null;
  slowestHours: number | null;
  /** Those that nobody has decided yet, and how long the oldest waits: they are not hidden in the median. */
  waiting: number;
  oldestHours: number | null;
};

/**
 * How long the reviews of the last 90 days took, from the moment a payout was asked for to the moment
 * when it was let go or denied; time on hold counts, because its creator waits all the same.
 *
 * @param now business time
 */
export async function readReviewTimes(db: Queryable, now: Date): Promise<ReviewTimes> {
  const at = now.toISOString();
  const { rows } = await db.execute<{ decided: number; median: number | null; ninety: number | null; slowest: number | null; waiting: number; oldest: number | null }>(sql`
    with decided as (
      select extract(epoch from approved_at - requested_at)::float8 / 3600 as hours from payout
      where approved_at > ${at}::timestamptz - make_interval(days => ${TIMES_DAYS})
      union all
      select extract(epoch from ended_at - requested_at)::float8 / 3600 from payout
      where status = 'denied' and ended_at > ${at}::timestamptz - make_interval(days => ${TIMES_DAYS})
    )
    select count(*)::int as decided, percentile_cont(0.5) within group (order by hours) as median,
      percentile_cont(0.9) within group (order by hours) as ninety, max(hours) as slowest,
      (select count(*)::int from payout where status in ('requested', 'in_review', 'on_hold')) as waiting,
      (select extract(epoch from ${at}::timestamptz - min(requested_at))::float8 / 3600 from payout where status in ('requested', 'in_review', 'on_hold')) as oldest
    from decided`);
  const [row] = rows;
  const enough = (row?.decided ?? 0) >= ENOUGH;
  return {
    days: TIMES_DAYS,
    decided: row?.decided ?? 0,
    medianHours: enough ? (row?.median ?? null) : null,
    ninetyHours: enough ? (row?.ninety ?? null) : null,
    slowestHours: row?.slowest ?? null,
    waiting: row?.waiting ?? 0,
    oldestHours: row?.oldest ?? null,
  };
}
