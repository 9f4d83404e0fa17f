import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import type { TipWithCreator } from './tip-rows';

/**
 * Counts tips in or out of what a creator's page shows: a row per creator and goal, made first and
 * then changed, so that counting out can never start a row below zero.
 */
export async function countTips(tx: Tx, changes: { tip: TipWithCreator; sign: 1 | -1 }[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ tip: { creatorId, currency, amountMinor, receivedAt }, sign }) => ({
    creatorId, currency, tips: sign, minor: sign * amountMinor, receivedAt,
  }));
  const changed = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as v("creatorId" uuid, currency text, tips bigint, minor bigint, "receivedAt" timestamptz)`;
  await tx.execute(sql`
    insert into creator_tip_total (creator_id, currency)
    select distinct "creatorId", currency from ${changed} order by 1 on conflict do nothing`);
  await tx.execute(sql`
    update creator_tip_total t set tips_received = t.tips_received + sums.tips, received_minor = t.received_minor + sums.minor
    from (select "creatorId", sum(tips) as tips, sum(minor) as minor from ${changed} group by 1) as sums
    where t.creator_id = sums."creatorId"`);
  const goal = sql`creator_goal g on g.creator_id = v."creatorId" and v."receivedAt" >= g.starts_at
    and (g.ended_at is null or v."receivedAt" < g.ended_at)`;
  await tx.execute(sql`
    insert into creator_goal_total (goal_id)
    select distinct g.id from ${changed} join ${goal} order by 1 on conflict do nothing`);
  await tx.execute(sql`
    update creator_goal_total t set received_minor = t.received_minor + sums.minor
    from (select g.id, sum(v.minor) as minor from ${changed} join ${goal} group by g.id) as sums
    where t.goal_id = sums.id`);
}
