import { sql } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { moneyFreeze } from '@/db/schema';
import { isFrozen } from '@/lib/income';
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
  await cancelPayouts(tx, creatorId, now);
}

/**
 * Cancels payouts that were asked for in the moment in which their page was suspended, so that their
 * money can be given back or released like the rest.
 *
 * @param now business time
 * @returns how many pages had one
 */
export async function cancelFrozenPayouts(now: Date): Promise<number> {
  const { rows } = await getDb().execute<{ id: string }>(sql`
    select distinct p.creator_id as id from payout p
    where p.status in ('requested', 'in_review', 'on_hold', 'approved') and p.tried_at is null and ${isFrozen(sql`p.creator_id`)} order by 1`);
  for (const { id } of rows) await inTransaction((tx) => cancelPayouts(tx, id, now));
  return rows.length;
}

async function cancelPayouts(tx: Tx, creatorId: string, now: Date): Promise<void> {
  const { rows: lines } = await tx.execute<{ id: string }>(sql`
    select id from tab_line where creator_id = ${creatorId} and payout_id is not null order by id for update`);
  const { rows: tips } = await tx.execute<{ id: string }>(sql`
    select id from tip where creator_id = ${creatorId} and payout_id is not null order by id for update`);
  await cancelUnsentOf(tx, { lineIds: lines.map((row) => row.id), tipIds: tips.map((row) => row.id), reason: CANCELLED, now });
}
