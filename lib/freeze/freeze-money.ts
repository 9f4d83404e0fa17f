import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { moneyFreeze } from '@/db/schema';
import { cancelUnsentOf } from '@/lib/payouts';

const CANCELLED = 'Your page was suspended. Its money stands still until an admin has decided what becomes of it.';

/**
 * Has the money of a page that is being suspended stand still: what is held is not released, nothing is
 * paid out, and a payout that was asked for and not tried is cancelled. One whose transfer may have been
 * made cannot be called back. A page whose money stands still already is left as it is.
 *
 * @param asked.id minted by the caller, outside the transaction
 * @param asked.now business time
 */
export async function freezeMoneyIn(tx: Tx, { id, creatorId, now }: { id: string; creatorId: string; now: Date }): Promise<void> {
  await tx
    .insert(moneyFreeze)
    .values({ id, creatorId, frozenAt: now, status: 'standing' })
    .onConflictDoNothing({ target: moneyFreeze.creatorId, where: sql`status <> 'released'` });
  const { rows: lines } = await tx.execute<{ id: string }>(sql`
    select id from tab_line where creator_id = ${creatorId} and payout_id is not null order by id for update`);
  const { rows: tips } = await tx.execute<{ id: string }>(sql`
    select id from tip where creator_id = ${creatorId} and payout_id is not null order by id for update`);
  await cancelUnsentOf(tx, { lineIds: lines.map((row) => row.id), tipIds: tips.map((row) => row.id), reason: CANCELLED, now });
}
