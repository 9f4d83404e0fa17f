import { and, eq, isNotNull, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { fan, person, pledge, tier } from '@/db/schema';
import type { Day } from '@/lib/dates';
import { keyset, sliceOf, type PageAsked, type Slice } from '@/lib/lists';
import type { Currency } from '@/lib/money';

/**
 * Where a pledge stands for its creator. `grace`: its bill could not be charged yet and access goes
 * on; `leaving`: cancelled, open to the end of what is paid.
 */
export type PledgerState = 'active' | 'grace' | 'paused' | 'leaving' | 'left';
export const pledgerStates: readonly PledgerState[] = ['active', 'grace', 'paused', 'leaving', 'left'];

/** Somebody who pledges, as one creator sees them: a name only as far as they chose to show one. */
export type PledgerRow = {
  id: string;
  state: PledgerState;
  name: string | null;
  tier: string;
  amountMinor: number;
  currency: Currency;
  since: Date;
  /** The first day without it: of one who leaves or pauses. */
  until: Day | null;
  leftAt: Date | null;
  leftReason: (typeof pledge.$inferSelect)['endedReason'];
};

/** How many pledge now, and what they come to a month; those in grace count, those who left do not. */
export type PledgeSums = { pledges: number; monthlyMinor: number; inGrace: number };

/** A page of those who pledge to one creator, or did, newest first. */
export async function listPledgers(db: Queryable, creatorId: string, state: PledgerState, asked: PageAsked): Promise<Slice<PledgerRow>> {
  const page = keyset(pledge.createdAt, pledge.id, asked);
  const found = await db
    .select(columns)
    .from(pledge)
    .innerJoin(tier, eq(tier.id, pledge.tierId))
    .innerJoin(fan, eq(fan.id, pledge.fanId))
    .leftJoin(person, eq(person.id, fan.personId))
    .where(page.where(and(eq(pledge.creatorId, creatorId), isNotNull(pledge.startedAt), inState(creatorId, state))))
    .orderBy(...page.order)
    .limit(page.limit);
  const rows = found.map(({ createdAt, startedAt, paidUntil, ...row }) => ({
    createdAt,
    row: { ...row, state, since: startedAt ?? createdAt, until: state === 'leaving' || state === 'paused' ? paidUntil : null },
  }));
  const slice = sliceOf(rows, asked, ({ row, createdAt }) => ({ at: createdAt.getTime(), id: row.id }));
  return { ...slice, rows: slice.rows.map(({ row }) => row) };
}

/** What pledges bring one creator a month, in the currency of the page. */
export async function sumPledges(db: Queryable, creatorId: string, currency: Currency): Promise<PledgeSums> {
  const { rows } = await db.execute<{ pledges: number; monthly: string; grace: number }>(sql`
    select count(*)::int as pledges, coalesce(sum(pledge.amount_minor), 0)::text as monthly, count(*) filter (where ${isInGrace})::int as grace
    from pledge where creator_id = ${creatorId} and currency = ${currency} and status = 'active'`);
  return { pledges: rows[0]?.pledges ?? 0, monthlyMinor: Number(rows[0]?.monthly ?? 0), inGrace: rows[0]?.grace ?? 0 };
}

const isInGrace = sql`exists (
  select from entitlement e where e.pledge_id = pledge.id and e.closed_at is null and e.grace_bill_id is not null)`;

function inState(creatorId: string, state: PledgerState): SQL | undefined {
  switch (state) {
    case 'active':
      return and(eq(pledge.status, 'active'), sql`not ${isInGrace}`);
    case 'grace':
      // From those few entitlements to their pledges, not from all pledges to the few.
      return and(sql`${pledge.status} in ('active', 'paused', 'leaving')`, sql`pledge.id in (
        select e.pledge_id from entitlement e where e.creator_id = ${creatorId} and e.closed_at is null and e.grace_bill_id is not null)`);
    case 'paused':
    case 'leaving':
      return and(eq(pledge.status, state), sql`not ${isInGrace}`);
    case 'left':
      return eq(pledge.status, 'ended');
  }
}

const columns = {
  id: pledge.id,
  name: sql<string | null>`case when ${person.defaultVisibility} <> 'anonymous' then ${person.displayName} end`,
  tier: tier.name,
  amountMinor: pledge.amountMinor,
  currency: pledge.currency,
  createdAt: pledge.createdAt,
  startedAt: pledge.startedAt,
  paidUntil: pledge.paidUntil,
  leftAt: pledge.endedAt,
  leftReason: pledge.endedReason,
};
