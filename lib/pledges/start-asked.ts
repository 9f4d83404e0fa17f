import { inTransaction } from '@/db/client';
import { defaultCard } from '@/lib/fans';
import { wake } from '@/lib/queue';
import { lockOwnPledge } from './find-pledge';
import { noteJoined } from './note-joined';
import { startDays } from './start-days';

/**
 * Starts a pledge of one's own that was left at the card page, where a card was saved for something
 * else meanwhile: its owner says so by this press, and nobody else does for them. Running already,
 * nothing happens.
 *
 * @param asked.now business time
 * @returns false when a card must be saved first
 * @throws PledgeNotFound, CreatorClosed, and every refusal of lib/tab's `addLine`
 */
export async function startAsked(asked: { personId: string; pledgeId: string; now: Date }): Promise<boolean> {
  const status = await inTransaction(async (tx) => {
    const { fan, tab, pledge: of } = await lockOwnPledge(tx, asked);
    if (of.status !== 'asked' || !(await defaultCard(tx, fan.id))) return of.status;
    const started = await startDays(tx, fan, tab, of, asked.now);
    await noteJoined(tx, of.id, asked.now);
    return started.status;
  });
  if (status === 'waiting') wake('billing');
  return status !== 'asked';
}
