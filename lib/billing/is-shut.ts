import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '@/db/client';

/**
 * Whether a bill's person is suspended, or its tab frozen because a payment is disputed, for a query over
 * bills. Such a bill stands still: it is neither charged nor given up, nobody is reminded of it, and once
 * that is lifted it goes on.
 *
 * @param fanId the column of the bill's fan, as the query names it
 */
export function isShut(fanId: SQL): SQL {
  return sql`(exists (select from fan f join person q on q.id = f.person_id where f.id = ${fanId} and q.status <> 'active')
    or exists (select from fan_freeze z where z.fan_id = ${fanId} and z.lifted_at is null))`;
}

/** Whether this bill stands still, because its person is suspended or its tab frozen. */
export async function standsStill(db: Queryable, billId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`select from bill where id = ${billId} and ${isShut(sql`bill.fan_id`)}`);
  return rows.length > 0;
}
