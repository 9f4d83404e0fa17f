import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';

/** What freezes a fan's tab now, and whose payments and pages that is about: they do not lift it. */
export type StandingFreeze = { fanId: string; personId: string | null; since: Date; causes: { disputeId: string | null; warningId: string | null; paymentId: string }[] };

/** What freezes a fan; null when nothing does. */
export async function freezeOf(db: Queryable, fanId: string): Promise<StandingFreeze | null> {
  return (await freezesWhere(db, sql`f.id = ${fanId}`))[0] ?? null;
}

/** What freezes the tabs of a person: their own, and those of guests that they were. */
export async function freezesOfPerson(db: Queryable, personId: string): Promise<StandingFreeze[]> {
  return freezesWhere(db, sql`f.person_id = ${personId}`);
}

/** What freezes whoever paid a payment that was warned of. */
export async function freezeOfWarning(db: Queryable, warningId: string): Promise<StandingFreeze | null> {
  return (await freezesWhere(db, sql`f.id = (select w.fan_id from fan_freeze w where w.warning_id = ${warningId})`))[0] ?? null;
}

async function freezesWhere(db: Queryable, whose: ReturnType<typeof sql>): Promise<StandingFreeze[]> {
  const { rows } = await db.execute<{ fanId: string; personId: string | null; since: string; disputeId: string | null; warningId: string | null; paymentId: string }>(sql`
    select z.fan_id as "fanId", f.person_id as "personId", z.since::text as since, z.dispute_id as "disputeId", z.warning_id as "warningId",
      coalesce(d.payment_id, w.payment_id) as "paymentId"
    from fan_freeze z join fan f on f.id = z.fan_id
    left join dispute d on d.id = z.dispute_id left join fraud_warning w on w.id = z.warning_id
    where z.lifted_at is null and ${whose} order by z.fan_id, z.since, z.id`);
  const byFan = new Map<string, StandingFreeze>();
  for (const { fanId, personId, since, ...cause } of rows) {
    const known = byFan.get(fanId);
    if (known) known.causes.push(cause);
    else byFan.set(fanId, { fanId, personId, since: new Date(since), causes: [cause] });
  }
  return [...byFan.values()];
}
