import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { readUntil } from './cursor';

/** The cursor that says from when on restored books know nothing; lib/backup writes it. */
export const RESTORED_CURSOR = 'restored';

/**
 * What speaks against charging anybody from books that were restored: null when they were not compared
 * with the processor's record since, else how many charges it has that nobody has explained, booked
 * or decided about. A restore takes the cursor of the whole look away, so one is made after it.
 */
export async function countUnknownCharges(db: Queryable): Promise<number | null> {
  if ((await readUntil('strangers')) === null) return null;
  const { rows: [found] } = await db.execute<{ unknown: number }>(sql`
    select count(distinct object_id)::int as unknown from balance_record b
    where matched_at is null and type in ('charge', 'payment') and not exists (
      select from reconcile_gap g where g.object_id = b.object_id and g.closed_at is null and g.kind in ('foreign_fee', 'amount_differs'))`);
  return found?.unknown ?? 0;
}
