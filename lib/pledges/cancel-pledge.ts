import { inTransaction } from '@/db/client';
import { dayIn } from '@/lib/dates';
import { wake } from '@/lib/queue';
import { isRaiseWaiting } from './apply-lines';
import { endPledge } from './end-pledge';
import { endEntitlement } from './entitlements';
import { PledgeNotNow } from './errors';
import { lockOwnPledge } from './find-pledge';
import { enqueuePledgeWord } from './mails/enqueue-pledge-word';
import { moveTo, type Pledge } from './start-days';

/**
 * Cancels a pledge: nothing more is charged for it, and what is paid stays open to its end; until
 * then it can be kept. Where nothing is paid ahead it ends at once. Cancelled already, nothing
 * happens.
 *
 * @param asked.now business time
 * @throws PledgeNotFound, PledgeNotNow
 */
export async function cancelPledge(asked: { personId: string; pledgeId: string; now: Date }): Promise<void> {
  await inTransaction(async (tx) => {
    const { fan, pledge: of } = await lockOwnPledge(tx, asked);
    if (of.status === 'leaving' || of.status === 'ended') return;
    const isCharging = of.status === 'waiting' || (isRaiseWaiting(of) && !isAhead(of, fan.timeZone, asked.now));
    if (isCharging) throw new PledgeNotNow('This pledge is being charged right now. Please try again in a minute.');
    if (of.paidUntil !== null && isAhead(of, fan.timeZone, asked.now)) {
      // What is being charged right now is still had when it is paid; what was chosen for later is not.
      const next = isRaiseWaiting(of) ? {} : { nextTierId: null, nextAmountMinor: null };
      await moveTo(tx, of, { status: 'leaving', pausedAt: null, pausedWithTab: false, ...next });
      await endEntitlement(tx, of.id, of.paidUntil);
    } else {
      await endPledge(tx, of, 'cancelled', asked.now);
    }
    await enqueuePledgeWord(tx, of.id, 'cancelled', asked.now);
  });
  wake('outbox');
}

function isAhead({ paidUntil }: Pledge, timeZone: string, now: Date): boolean {
  return paidUntil !== null && paidUntil > dayIn(timeZone, now);
}
