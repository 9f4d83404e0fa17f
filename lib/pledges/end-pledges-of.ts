import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { pledge } from '@/db/schema';
import { endPledge } from './end-pledge';
import { enqueuePledgeWord } from './mails/enqueue-pledge-word';
import type { Pledge } from './start-days';

/**
 * Ends every pledge of a fan who deletes their account. What of them is on a tab or on a bill is the
 * caller's matter, and must be settled before.
 *
 * @param fanIds every row of one person's
 * @param now business time
 */
export async function endPledgesOfFan(tx: Tx, fanIds: string[], now: Date): Promise<void> {
  if (fanIds.length === 0) return;
  for (const of of await lockLive(tx, inArray(pledge.fanId, fanIds))) await endPledge(tx, of, 'cancelled', now);
}

/**
 * Ends every pledge to a page that closes for good, and tells each fan. Nothing of it is charged any
 * more; what they paid is paid.
 *
 * @param now business time
 */
export async function endPledgesToCreator(tx: Tx, creatorId: string, now: Date): Promise<void> {
  for (const of of await lockLive(tx, eq(pledge.creatorId, creatorId))) {
    await endPledge(tx, of, 'creator_closed', now);
    await enqueuePledgeWord(tx, of.id, 'ended', now);
  }
}

/** Tabs first and in one order, as whatever changes a pledge does; then the pledges as they are behind those locks. */
async function lockLive(tx: Tx, which: SQL): Promise<Pledge[]> {
  const live = and(which, sql`${pledge.status} <> 'ended'`);
  const found = await tx.select({ fanId: pledge.fanId }).from(pledge).where(live);
  if (found.length === 0) return [];
  const fanIds = sql.param([...new Set(found.map(({ fanId }) => fanId))]);
  await tx.execute(sql`select from tab where fan_id = any(${fanIds}::uuid[]) order by fan_id, currency for update`);
  return tx.select().from(pledge).where(live).orderBy(asc(pledge.id)).for('update');
}
