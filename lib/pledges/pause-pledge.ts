import { inTransaction, type Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { wake } from '@/lib/queue';
import { requireNoRaise } from './apply-lines';
import { endEntitlement } from './entitlements';
import { PledgeNotNow } from './errors';
import { lockOwnPledge } from './find-pledge';
import { enqueuePledgeWord } from './mails/enqueue-pledge-word';
import { moveTo, type Pledge } from './start-days';

/**
 * Pauses a running pledge: nothing is charged until it is taken up again, and what is paid stays
 * open to its end. Paused already, nothing happens.
 *
 * @param asked.now business time
 * @throws PledgeNotFound, PledgeNotNow
 */
export async function pausePledge(asked: { personId: string; pledgeId: string; now: Date }): Promise<void> {
  await inTransaction(async (tx) => {
    const { pledge: of } = await lockOwnPledge(tx, asked);
    if (of.status === 'paused') return;
    if (of.status !== 'active') throw new PledgeNotNow('Only a running pledge can be paused.');
    requireNoRaise(of);
    await pause(tx, of, { withTab: false, now: asked.now });
    await enqueuePledgeWord(tx, of.id, 'paused', asked.now);
  });
  wake('outbox');
}

/** Pauses a running pledge behind the lock of its tab. */
export async function pause(tx: Tx, of: Pledge, { withTab, now }: { withTab: boolean; now: Date }): Promise<void> {
  const paused = await moveTo(tx, of, { status: 'paused', pausedAt: now, pausedWithTab: withTab });
  invariant(paused.paidUntil, 'a running pledge is paid until a day');
  await endEntitlement(tx, of.id, paused.paidUntil);
}
