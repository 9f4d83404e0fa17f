import { desc, eq, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { moneyFreeze } from '@/db/schema';
import type { Currency } from '@/lib/money';

/** What of a page's money is here, in minor units of one currency. */
export type FrozenSum = {
  currency: Currency;
  heldMinor: number;
  availableMinor: number;
  /** Of a payout that was tried when the page was suspended. */
  reservedMinor: number;
  /** Gifts that still have money here, how many of them are on their way back, and how many could not be sent. */
  lines: number;
  onTheirWay: number;
  failed: number;
};

export type FreezeFile = NonNullable<Awaited<ReturnType<typeof findFreeze>>>;

/** The newest freeze of a page's money with what of it is here; null when it never was frozen. */
export async function findFreeze(db: Queryable, creatorId: string) {
  const [found] = await db
    .select()
    .from(moneyFreeze)
    .where(eq(moneyFreeze.creatorId, creatorId))
    .orderBy(desc(sql`${moneyFreeze.status} <> 'released'`), desc(moneyFreeze.frozenAt), desc(moneyFreeze.id))
    .limit(1);
  return found ? { ...found, sums: await sumFrozen(db, found) } : null;
}

type Row = Record<'held' | 'available' | 'reserved', string> & Pick<FrozenSum, 'currency' | 'lines' | 'onTheirWay' | 'failed'>;

async function sumFrozen(db: Queryable, { creatorId, decidedAt }: typeof moneyFreeze.$inferSelect): Promise<FrozenSum[]> {
  const since = decidedAt?.toISOString() ?? null;
  const { rows } = await db.execute<Row>(sql`
    with gift as (
      select t.currency, t.held_minor, t.available_minor, t.reserved_minor, coalesce(t.payment_id, b.payment_id) as payment_id, t.line_id
      from tip t left join tab_line l on l.id = t.line_id left join bill b on b.id = l.bill_id where t.creator_id = ${creatorId}
      union all
      select l.currency, l.held_minor, l.available_minor, l.reserved_minor, b.payment_id, l.id
      from tab_line l left join bill b on b.id = l.bill_id where l.creator_id = ${creatorId} and l.kind <> 'tip'
    ), here as (
      select g.*, s.way, s.failed from gift g cross join lateral (
        select bool_or(r.status in ('asked', 'pending')) as way, bool_or(r.status = 'failed' and r.created_at >= ${since}::timestamptz) as failed
        from refund r left join refund_line x on x.refund_id = r.id
        where r.payment_id = g.payment_id and (g.line_id is null or x.line_id is null or x.line_id = g.line_id)) s
      where g.held_minor + g.available_minor + g.reserved_minor > 0
    )
    select currency, sum(held_minor)::text as held, sum(available_minor)::text as available, sum(reserved_minor)::text as reserved,
      count(*)::int as lines, (count(*) filter (where way))::int as "onTheirWay", (count(*) filter (where failed and way is not true))::int as failed
    from here group by currency order by currency`);
  return rows.map(({ held, available, reserved, ...row }) => ({
    ...row, heldMinor: Number(held), availableMinor: Number(available), reservedMinor: Number(reserved),
  }));
}
