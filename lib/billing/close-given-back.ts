import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { applyRefunded } from '@/lib/pledges';
import type { RefundableLine } from './refund-rows';
import { takeOffBills } from './take-off-bills';

/**
 * What follows when lines of a bill have nothing left, to their fan or to a bank: pledges whose days are
 * not over end, and what a newer bill asks for them, which nobody is charging now, is taken off it. The
 * fan's tab is locked by the caller.
 *
 * @param now business time
 */
export async function closeGivenBack(tx: Tx, lines: readonly RefundableLine[], now: Date): Promise<void> {
  const ended = new Set(await applyRefunded(tx, lines, now));
  if (ended.size === 0) return;
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct b.id from tab_line l join bill b on b.id = l.bill_id
    where l.pledge_id = any(${sql.param([...ended])}::uuid[]) and l.status = 'billed' and b.status in ('due', 'failing') order by b.id`);
  await takeOffBills(tx, rows.map(({ id }) => id), ({ pledgeId }) => pledgeId !== null && ended.has(pledgeId), now);
}
