import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import type { LimitName } from './marks';
import type { Step } from './steps';

/** One measure as an admin sees it. */
export type Attack = {
  id: string;
  /** Whom it holds up. */
  on: Exclude<LimitName, 'card'>;
  /** Which limit was passed. */
  limit: LimitName;
  step: Step;
  refusals: number;
  heldUp: number;
  beganAt: Date;
  until: Date;
  isInForce: boolean;
  liftedAt: Date | null;
  liftedBy: string | null;
  liftReason: string | null;
  /** Whose page it is about, where it is about one. */
  creator: { id: string; name: string; handle: string } | null;
  /** The last characters of its mark: tells two sources apart and nothing more. */
  tail: string;
  /** The networks from which its refused cards came, where a tip or a bill was to be paid. */
  networks: string[];
  /** Banks' reasons, most frequent first. */
  codes: { code: string; number: number }[];
};

type Row = Omit<Attack, 'creator' | 'beganAt' | 'until' | 'liftedAt'> & {
  beganAt: string; until: string; liftedAt: string | null; creatorId: string | null; creatorName: string | null; creatorHandle: string | null;
};

/** What is done, and was done lately, about card testing: in force first, then newest first. */
export async function listAttacks(db: Queryable, most: number): Promise<Attack[]> {
  const { rows } = await db.execute<Row>(sql`
    select m.id, split_part(m.mark, ':', 1) as "on", m.limit_name as "limit", m.step, m.refusals, m.held_up as "heldUp", m.began_at as "beganAt", m.until,
      m.until > now() and m.lifted_at is null as "isInForce", m.lifted_at as "liftedAt", p.display_name as "liftedBy", m.lift_reason as "liftReason",
      c.id as "creatorId", c.name as "creatorName", c.handle as "creatorHandle", right(m.mark, 6) as tail,
      coalesce((select array_agg(distinct o.network) from card_refusal r join origin o on o.payment_id = r.page_id
        where r.mark = m.mark and r.learned_at between m.began_at - interval '1 hour' and m.until), '{}') as networks,
      coalesce((select json_agg(json_build_object('code', code, 'number', number) order by number desc) from (
        select coalesce(r.code, 'unknown') as code, count(*)::int as number from card_refusal r
        where r.mark = m.mark and r.learned_at between m.began_at - interval '1 hour' and m.until group by 1) as counted), '[]') as codes
    from card_measure m
    left join creator c on c.id = case when m.mark like 'creator:%' then substr(m.mark, 9)::uuid end
    left join person p on p.id = m.lifted_by
    order by (m.until > now() and m.lifted_at is null) desc, m.began_at desc, m.id desc
    limit ${most}`);
  return rows.map(({ creatorId, creatorName, creatorHandle, ...row }) => ({
    ...row,
    beganAt: new Date(row.beganAt),
    until: new Date(row.until),
    liftedAt: row.liftedAt ? new Date(row.liftedAt) : null,
    creator: creatorId ? { id: creatorId, name: creatorName ?? '', handle: creatorHandle ?? '' } : null,
  }));
}

/** Cards refused and pages opened in one hour. */
export type Hour = { from: Date; refusals: number; pages: number };

/** The last 24 hours, oldest first, those without anything included. */
export async function listHours(db: Queryable): Promise<Hour[]> {
  const { rows } = await db.execute<{ from: string; refusals: number; pages: number }>(sql`
    select h as "from",
      (select count(*)::int from card_refusal where mark = 'everywhere:all' and learned_at >= h and learned_at < h + interval '1 hour') as refusals,
      (select count(*)::int from card_page where opened_at >= h and opened_at < h + interval '1 hour') as pages
    from generate_series(date_trunc('hour', now()) - interval '23 hours', date_trunc('hour', now()), interval '1 hour') h
    order by h`);
  return rows.map((row) => ({ ...row, from: new Date(row.from) }));
}
