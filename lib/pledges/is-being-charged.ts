import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';

/**
 * Whether a charge of a fan's is under way, whose end is not known yet: the processor may have taken
 * the money already. Until the transaction ends no new one can begin, as tabs and bills are locked.
 */
export async function isBeingCharged(tx: Tx, fanId: string): Promise<boolean> {
  await tx.execute(sql`select from tab where fan_id = ${fanId} order by currency for update`);
  await tx.execute(sql`select from bill where fan_id = ${fanId} and status in ('due', 'failing') order by currency, id for update`);
  const { rows } = await tx.execute(sql`
    select from payment p join bill b on b.id = p.bill_id
    where b.fan_id = ${fanId} and p.status in ('created', 'open', 'processing') limit 1`);
  return rows.length > 0;
}
