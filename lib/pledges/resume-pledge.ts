import { inTransaction, type Tx } from '@/db/client';
import { dayIn } from '@/lib/dates';
import type { Fan } from '@/lib/fans';
import { wake } from '@/lib/queue';
import { requireCapForMonths, scheduleTab, TabPaused, type Tab } from '@/lib/tab';
import { requireNoRaise } from './apply-lines';
import { openEntitlement } from './entitlements';
import { PledgeNotNow } from './errors';
import { lockOwnPledge } from './find-pledge';
import { enqueuePledgeWord } from './mails/enqueue-pledge-word';
import { moveTo, startDays, type Pledge } from './start-days';

type Asked = { personId: string; pledgeId: string; now: Date };

/**
 * Takes a paused pledge up again: from today, or from the end of what is paid, whichever is later.
 * Running already, nothing happens.
 *
 * @param asked.now business time
 * @throws PledgeNotFound, PledgeNotNow, CreatorClosed, and every refusal of lib/tab's `addLine`
 */
export async function resumePledge(asked: Asked): Promise<void> {
  await goOn(asked, 'paused', 'resumed', 'Only a paused pledge can be taken up again.');
}

/**
 * Keeps a pledge that was cancelled and has not ended yet.
 *
 * @param asked.now business time
 * @throws PledgeNotFound, PledgeNotNow, CreatorClosed, and every refusal of lib/tab's `addLine`
 */
export async function keepPledge(asked: Asked): Promise<void> {
  await goOn(asked, 'leaving', 'kept', 'This pledge has ended. You can pledge anew on the page.');
}

async function goOn(asked: Asked, from: 'paused' | 'leaving', occasion: 'resumed' | 'kept', otherwise: string): Promise<void> {
  const status = await inTransaction(async (tx) => {
    const { fan, tab, pledge: of } = await lockOwnPledge(tx, asked);
    if (of.status === 'active' || of.status === 'waiting') return of.status;
    if (of.status !== from) throw new PledgeNotNow(otherwise);
    const running = await resume(tx, fan, tab, of, asked.now);
    if (running.status === 'active') await enqueuePledgeWord(tx, of.id, occasion, asked.now);
    return running.status;
  });
  if (status === 'waiting') wake('billing');
  wake('outbox');
}

/** Takes a paused or leaving pledge up again behind the lock of its tab. */
export async function resume(tx: Tx, fan: Fan, tab: Tab, of: Pledge, now: Date): Promise<Pledge> {
  if (tab.pausedAt) throw new TabPaused();
  requireNoRaise(of);
  const today = dayIn(fan.timeZone, now);
  if (tab.capMinor !== null) {
    const ready = await scheduleTab(tx, fan, tab, now);
    await requireCapForMonths(tx, ready.fan, ready.tab, of.nextAmountMinor ?? of.amountMinor, now);
  }
  if (of.paidUntil !== null && of.paidUntil > today) {
    const running = await moveTo(tx, of, { status: 'active', pausedAt: null, pausedWithTab: false });
    await openEntitlement(tx, running, today);
    return running;
  }
  return startDays(tx, fan, tab, await takeWhatWasChosen(tx, of), now);
}

/** Less was chosen from the next paid month on, and this is it. */
async function takeWhatWasChosen(tx: Tx, of: Pledge): Promise<Pledge> {
  if (of.nextTierId === null || of.nextAmountMinor === null) return of;
  return moveTo(tx, of, {
    status: of.status, tierId: of.nextTierId, amountMinor: of.nextAmountMinor, nextTierId: null, nextAmountMinor: null,
  });
}
