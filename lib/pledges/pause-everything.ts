import { and, asc, eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { pledge } from '@/db/schema';
import { isRefusal } from '@/lib/errors';
import { wake } from '@/lib/queue';
import { listTabs, lockTab, pauseTabs, resumeTabs } from '@/lib/tab';
import { readFan } from './find-pledge';
import { enqueuePauseWord } from './mails/enqueue-pause-word';
import { pause } from './pause-pledge';
import { resume } from './resume-pledge';
import type { Pledge } from './start-days';

/**
 * Pauses all tabs of a fan: nothing new goes on them, and the running pledges pause with them. What
 * is owed already stays owed. Paused already, nothing happens. Answers how many pledges paused.
 *
 * @param now business time
 */
export async function pauseEverything(fanId: string, now: Date): Promise<number> {
  const paused = await inTransaction(async (tx) => {
    await lockTabs(tx, fanId, now);
    await pauseTabs(tx, fanId, now);
    const running = await pledgesOf(tx, fanId, 'active');
    for (const of of running) await pause(tx, of, { withTab: true, now });
    await enqueuePauseWord(tx, running.map(({ id }) => id), 'paused', now);
    return running.length;
  });
  wake('outbox');
  return paused;
}

/**
 * Goes on with all tabs of a fan and with every pledge that paused with them. One that cannot go on
 * now (its page closed, the cap is reached, a charge is under way) stays paused, counted in `stayed`.
 *
 * @param now business time
 */
export async function resumeEverything(fanId: string, now: Date): Promise<{ resumed: number; stayed: number }> {
  const done = await inTransaction(async (tx) => {
    const counts = { resumed: 0, stayed: 0, waits: 0 };
    const begun: string[] = [];
    await lockTabs(tx, fanId, now);
    await resumeTabs(tx, fanId);
    for (const of of await pledgesOf(tx, fanId, 'paused')) {
      if (!of.pausedWithTab) continue;
      const running = await resumeOrLeave(tx, of, now);
      if (running) counts.resumed += 1;
      else counts.stayed += 1;
      if (running?.status === 'waiting') counts.waits += 1;
      if (running?.status === 'active') begun.push(running.id);
    }
    await enqueuePauseWord(tx, begun, 'resumed', now);
    return counts;
  });
  if (done.waits > 0) wake('billing');
  wake('outbox');
  return { resumed: done.resumed, stayed: done.stayed };
}

async function lockTabs(tx: Tx, fanId: string, now: Date): Promise<void> {
  for (const { currency } of await listTabs(tx, fanId)) await lockTab(tx, fanId, currency, now);
}

async function resumeOrLeave(tx: Tx, of: Pledge, now: Date): Promise<Pledge | null> {
  try {
    const fan = await readFan(tx, of.fanId);
    const locked = await lockTab(tx, of.fanId, of.currency, now);
    return await tx.transaction((inner) => resume(inner, fan, locked, of, now));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return null;
  }
}

async function pledgesOf(tx: Tx, fanId: string, status: Pledge['status']): Promise<Pledge[]> {
  return tx
    .select()
    .from(pledge)
    .where(and(eq(pledge.fanId, fanId), eq(pledge.status, status)))
    .orderBy(asc(pledge.createdAt), asc(pledge.id));
}
