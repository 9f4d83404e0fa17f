import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { endUnsent } from './end-unsent';
import { mayHaveLeft } from './may-have-left';
import { lockPayout } from './payout-rows';
import { isOpen } from './transitions';

/**
 * Cancels the open payouts that hold money of these lines and were not tried yet, so that it is
 * available again; whoever takes money of a line calls it after locking that line and before reading
 * where its money lies. Nothing cancels a payout whose transfer may have been made: what is wanted of
 * it becomes its creator's debt.
 *
 * It locks the other lines of such a payout after its caller's own: two that meet are a deadlock,
 * which `inTransaction` tries again.
 *
 * @param asked.lineIds lines of tabs, whether their money stands on them or on their tips
 * @param asked.tipIds tips
 * @param asked.reason a sentence that the creator is told, 3 to 500 characters
 * @param asked.now business time
 * @returns the payouts that it cancelled
 */
export async function cancelUnsentOf(
  tx: Tx,
  { lineIds, tipIds, reason, now }: { lineIds: readonly string[]; tipIds: readonly string[]; reason: string; now: Date },
): Promise<string[]> {
  const cancelled: string[] = [];
  for (const id of await payoutsOf(tx, lineIds, tipIds)) {
    const held = await lockPayout(tx, id);
    if (!held || !isOpen(held.status) || (await mayHaveLeft(tx, held))) continue;
    await endUnsent(tx, held, { to: 'cancelled', reason, now });
    cancelled.push(id);
  }
  return cancelled;
}

async function payoutsOf(tx: Tx, lineIds: readonly string[], tipIds: readonly string[]): Promise<string[]> {
  const ofTabs = sql`${sql.param([...lineIds])}::uuid[]`;
  const { rows } = await tx.execute<{ id: string }>(sql`
    select payout_id as id from tab_line where payout_id is not null and id = any(${ofTabs})
    union select payout_id from tip where payout_id is not null and (line_id = any(${ofTabs}) or id = any(${sql.param([...tipIds])}::uuid[]))
    order by id`);
  return rows.map(({ id }) => id);
}
