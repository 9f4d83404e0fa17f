import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import type { Currency } from '@/lib/money';

/**
 * What banks have of a creator's gifts while they decide, in minor units of the page's currency: it is
 * missing from the balance and comes back if it is won. Read from the few gifts that are disputed.
 */
export async function readDisputed(db: Queryable, creatorId: string, currency: Currency): Promise<{ gifts: number; minor: number }> {
  const { rows: [found] } = await db.execute<{ gifts: number; minor: string }>(sql`
    select count(*)::int as gifts, coalesce(sum(minor), 0)::text as minor from (
      select t.disputed_minor as minor, coalesce(t.payment_id, b.payment_id) as payment_id
      from tip t left join tab_line l on l.id = t.line_id left join bill b on b.id = l.bill_id
      where t.creator_id = ${creatorId} and t.disputed_minor > 0 and t.currency = ${currency}
      union all
      select l.disputed_minor, b.payment_id from tab_line l join bill b on b.id = l.bill_id
      where l.creator_id = ${creatorId} and l.disputed_minor > 0 and l.currency = ${currency}
    ) gift where exists (select from dispute d where d.payment_id = gift.payment_id and d.closed_at is null)`);
  return { gifts: found?.gifts ?? 0, minor: Number(found?.minor ?? 0) };
}
