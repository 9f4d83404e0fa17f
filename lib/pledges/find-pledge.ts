import { and, eq, ne } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { fan, pledge } from '@/db/schema';
import { findFanById, type Fan } from '@/lib/fans';
import { isId } from '@/lib/ids';
import { invariant } from '@/lib/errors';
import { lockTab, type Tab } from '@/lib/tab';
import { PledgeNotFound } from './errors';
import type { Pledge } from './start-days';

/** The live pledge of a fan to a creator, or null; there is at most one. */
export async function findLivePledge(db: Queryable, fanId: string, creatorId: string): Promise<Pledge | null> {
  const [found] = await db
    .select()
    .from(pledge)
    .where(and(eq(pledge.fanId, fanId), eq(pledge.creatorId, creatorId), ne(pledge.status, 'ended')));
  return found ?? null;
}

/** The live pledge of whoever is signed in to a creator, or null. */
export async function findOwnLivePledge(db: Queryable, personId: string, creatorId: string): Promise<Pledge | null> {
  const [found] = await db
    .select({ pledge })
    .from(pledge)
    .innerJoin(fan, eq(fan.id, pledge.fanId))
    .where(and(eq(fan.personId, personId), eq(fan.status, 'proven'), eq(pledge.creatorId, creatorId), ne(pledge.status, 'ended')));
  return found?.pledge ?? null;
}

/**
 * A pledge of a person's own with its fan and its tab, the tab locked: everything that happens to
 * the pledges of a fan in one currency comes one after the other. Somebody else's is not there.
 *
 * @throws PledgeNotFound
 */
export async function lockOwnPledge(
  tx: Tx,
  asked: { personId: string; pledgeId: string; now: Date },
): Promise<{ fan: Fan; tab: Tab; pledge: Pledge }> {
  if (!isId(asked.pledgeId)) throw new PledgeNotFound();
  const isOwn = and(eq(pledge.id, asked.pledgeId), eq(fan.personId, asked.personId), eq(fan.status, 'proven'));
  const read = () => tx.select({ pledge, fan }).from(pledge).innerJoin(fan, eq(fan.id, pledge.fanId)).where(isOwn);
  const [found] = await read();
  if (!found) throw new PledgeNotFound();
  const tab = await lockTab(tx, found.fan.id, found.pledge.currency, asked.now);
  // Read anew behind the lock: what was seen before it may be over.
  const [now] = await read();
  if (!now) throw new PledgeNotFound();
  return { ...now, tab };
}

/** A fan as it is now, for whoever changes it step by step in one transaction. */
export async function readFan(db: Queryable, fanId: string): Promise<Fan> {
  const found = await findFanById(db, fanId);
  invariant(found, 'a pledge belongs to a fan');
  return found;
}
