import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { pledge } from '@/db/schema';
import { isRefusal } from '@/lib/errors';
import { renewConfirmToken, type Fan } from '@/lib/fans';
import { log } from '@/lib/log';
import { lockTab, type Tab } from '@/lib/tab';
import { endPledge } from './end-pledge';
import { CreatorClosed } from './errors';
import { readFan } from './find-pledge';
import { enqueueConfirmPledge } from './mails/enqueue-confirm-pledge';
import { enqueuePledgeWord } from './mails/enqueue-pledge-word';
import { noteJoined } from './note-joined';
import { startDays, type Pledge } from './start-days';

/**
 * Starts pledges that waited for a card, in the transaction in which one was saved for them: those
 * that were confirmed by going to that page. A guest's mailbox is asked whether the pledge is theirs. What cannot start any more (the tab is paused, a
 * bill fails) ends, and its fan is told: a saved card must never fail because of it. Run twice it
 * finds nothing left. Wake the `billing` queue afterwards when `waits` is above zero.
 *
 * @param now business time
 */
export async function activateAsked(tx: Tx, pledgeIds: string[], now: Date): Promise<{ started: number; waits: number }> {
  const done = { started: 0, waits: 0 };
  if (pledgeIds.length === 0) return done;
  const asked = await tx
    .select()
    .from(pledge)
    .where(and(inArray(pledge.id, pledgeIds), eq(pledge.status, 'asked')))
    .orderBy(asc(pledge.createdAt), asc(pledge.id));
  for (const { id, fanId, currency } of asked) {
    const tab = await lockTab(tx, fanId, currency, now);
    // Read anew behind the lock: it may have been given up meanwhile.
    const [still] = await tx.select().from(pledge).where(and(eq(pledge.id, id), eq(pledge.status, 'asked')));
    if (!still) continue;
    const fan = await readFan(tx, fanId);
    const moved = await startOrEnd(tx, still, fan, tab, now);
    if (moved === null) continue;
    if (moved.status === 'waiting') done.waits += 1;
    else done.started += 1;
    if (fan.status === 'unproven') await enqueueConfirmPledge(tx, { fanId, token: await renewConfirmToken(tx, fanId), pledgeId: id });
    else await noteJoined(tx, id, now);
  }
  return done;
}

async function startOrEnd(tx: Tx, of: Pledge, fan: Fan, tab: Tab, now: Date): Promise<Pledge | null> {
  try {
    // In a savepoint, so that a refusal undoes what was begun and nothing else.
    return await tx.transaction((inner) => startDays(inner, fan, tab, of, now));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log.info('pledge.not_started', { pledge: of.id, code: error.code });
    await endPledge(tx, of, error instanceof CreatorClosed ? 'creator_closed' : 'not_started', now);
    await enqueuePledgeWord(tx, of.id, 'ended', now);
    return null;
  }
}
