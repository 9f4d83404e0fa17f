import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { account } from '@/lib/income';
import { balanceOf } from '@/lib/ledger';
import { isCurrency } from '@/lib/money';

/** Money that is reserved now and would be available again; minor units. */
export type Freed = {
  /** Of which line of a tab, wherever its money stands, and of which tip. */
  byId: ReadonlyMap<string, number>;
  /** What is more at each creator's disposal, by their alias in the ledger; what they owe is repaid first. */
  byOwner: ReadonlyMap<string, number>;
};

/**
 * What `cancelUnsentOf` would set free for these, so that who is told beforehand what a refund takes
 * is told right.
 */
export async function freedByCancelling(db: Queryable, { lineIds, tipIds }: { lineIds: readonly string[]; tipIds: readonly string[] }): Promise<Freed> {
  const lines = sql`${sql.param([...lineIds])}::uuid[]`;
  const tips = sql`${sql.param([...tipIds])}::uuid[]`;
  const { rows } = await db.execute<{ id: string; owner: string; currency: string; minor: string; payout: string; sum: string }>(sql`
    select f.id, c.ledger_owner as owner, p.currency, f.minor::text as minor, p.id as payout, p.amount_minor::text as sum
    from (
      select l.id, l.reserved_minor as minor, l.payout_id from tab_line l where l.id = any(${lines}) and l.payout_id is not null
      union all select coalesce(t.line_id, t.id), t.reserved_minor, t.payout_id from tip t
        where t.payout_id is not null and (t.line_id = any(${lines}) or t.id = any(${tips}))
    ) f join payout p on p.id = f.payout_id join creator c on c.id = p.creator_id
    where p.tried_at is null`);
  const byOwner = new Map<string, number>();
  for (const row of new Map(rows.map((each) => [each.payout, each])).values()) {
    const debtMinor = isCurrency(row.currency) ? await balanceOf(db, account('creator_debt', { owner: row.owner, currency: row.currency })) : 0;
    byOwner.set(row.owner, Math.max(0, Number(row.sum) - debtMinor));
  }
  return { byId: new Map(rows.map(({ id, minor }) => [id, Number(minor)])), byOwner };
}
