import { sql, type SQL } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { addDays } from '@/lib/dates';
import type { Currency } from '@/lib/money';
import type { FreeLine } from './repay-debt';

type Whose = { creatorId: string; currency: Currency };
type Row = { id: string; kind: FreeLine['kind']; minor: string; at: string };

/** A refund of it is on its way, or its bank disputes it: what it has may be gone tomorrow. */
const isClaimed = (paymentOf: SQL, lineId: SQL) => sql`(
  exists (select from payment p join dispute d on d.payment_id = p.id where ${paymentOf} and d.closed_at is null)
  or exists (select from payment p join refund r on r.payment_id = p.id
    where ${paymentOf} and r.status in ('asked', 'pending')
      and (not exists (select from refund_line x where x.refund_id = r.id)
        or exists (select from refund_line x where x.refund_id = r.id and x.line_id = ${lineId}))))`;

const tipIsClaimed = sql`(
  ${isClaimed(sql`p.id = l.payment_id`, sql`l.line_id`)}
  or (l.line_id is not null and ${isClaimed(sql`p.bill_id = (select o.bill_id from tab_line o where o.id = l.line_id)`, sql`l.line_id`)}))`;
const lineIsClaimed = isClaimed(sql`p.bill_id = l.bill_id`, sql`l.id`);

const linesOf = ({ creatorId, currency }: Whose) => sql`
  select l.id, 'line' as kind, l.available_minor::text as minor, l.collected_at::text as at from tab_line l
  where l.creator_id = ${creatorId} and l.currency = ${currency} and l.available_minor > 0 and not ${lineIsClaimed}`;
const tipsOf = ({ creatorId, currency }: Whose) => sql`
  select l.id, 'tip' as kind, l.available_minor::text as minor, l.received_at::text as at from tip l
  where l.creator_id = ${creatorId} and l.currency = ${currency} and l.available_minor > 0 and not ${tipIsClaimed}`;

/** What a creator has free, the oldest gift first, as it is now; for looking, not for taking. */
export async function readFreeLines(db: Queryable, whose: Whose): Promise<FreeLine[]> {
  const { rows } = await db.execute<Row>(sql`${linesOf(whose)} union all ${tipsOf(whose)}`);
  return oldestFirst(rows);
}

/** The same, locked in the order that everybody locks in: lines of tabs, then tips, each by id. */
export async function lockFreeLines(tx: Tx, whose: Whose): Promise<FreeLine[]> {
  const lines = await tx.execute<Row>(sql`${linesOf(whose)} order by l.id for update of l`);
  const tips = await tx.execute<Row>(sql`${tipsOf(whose)} order by l.id for update of l`);
  return oldestFirst([...lines.rows, ...tips.rows]);
}

function oldestFirst(rows: Row[]): FreeLine[] {
  return rows
    .map(({ id, kind, minor, at }) => ({ id, kind, availableMinor: Number(minor), at: new Date(at).getTime() }))
    .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
    .map(({ id, kind, availableMinor }) => ({ id, kind, availableMinor }));
}

/**
 * Until when a page counts as new, so that it leaves a part of what is available: some days after its
 * first collected money. Null when it does no more, or never had any.
 *
 * @param now business time
 */
export async function newUntil(db: Queryable, creatorId: string, reserve: { days: number; percent: number }, now: Date): Promise<Date | null> {
  if (reserve.days === 0 || reserve.percent === 0) return null;
  const { rows } = await db.execute<{ at: string | null }>(sql`
    select least(
      (select min(received_at) from tip where creator_id = ${creatorId} and received_at is not null),
      (select min(collected_at) from tab_line where creator_id = ${creatorId} and status = 'collected'))::text as at`);
  const first = rows[0]?.at;
  const until = first ? addDays(new Date(first), reserve.days) : null;
  return until !== null && until > now ? until : null;
}

/** What left a creator in payouts, or is about to, and did not come back; minor units. */
export async function readOut(db: Queryable, { creatorId, currency }: Whose): Promise<number> {
  const { rows } = await db.execute<{ minor: string }>(sql`
    select coalesce(sum(x.amount_minor - x.returned_minor), 0)::text as minor from payout p join payout_line x on x.payout_id = p.id
    where p.creator_id = ${creatorId} and p.currency = ${currency} and p.status not in ('denied', 'cancelled', 'failed')`);
  return Number(rows[0]?.minor);
}
