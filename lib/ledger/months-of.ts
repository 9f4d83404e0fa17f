import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';

/** The months (UTC, `YYYY-MM`) in which anything moved on an owner's accounts, newest first. */
export async function monthsOf(db: Queryable, owner: string): Promise<string[]> {
  const { rows } = await db.execute<{ month: string }>(sql`
    select distinct to_char(d.day, 'YYYY-MM') as month
    from ledger_account a join ledger_day d on d.account = a.id
    where a.owner = ${owner}::uuid order by month desc`);
  return rows.map(({ month }) => month);
}
