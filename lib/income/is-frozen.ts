import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '@/db/client';

/**
 * Whether a page's money stands still because the page was suspended and no admin has let it go, for a
 * query: nothing of it is released or paid out meanwhile.
 *
 * @param creatorId the column of the creator, as the query names it
 */
export function isFrozen(creatorId: SQL): SQL {
  return sql`exists (select from money_freeze z where z.creator_id = ${creatorId} and z.status <> 'released')`;
}

/** Whether a page's money stands still now, or is being given back. A page may be suspended and its money free. */
export async function isMoneyFrozen(db: Queryable, creatorId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 where ${isFrozen(sql`${creatorId}::uuid`)}`);
  return rows.length > 0;
}
