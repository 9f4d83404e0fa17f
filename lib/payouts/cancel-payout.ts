import { inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';
import { wake } from '@/lib/queue';
import { endUnsent } from './end-unsent';
import { BooksRestored, PayoutMoved, PayoutNotFound, PayoutUnderWay } from './errors';
import { mayHaveLeft } from './may-have-left';
import { lockPayout } from './payout-rows';
import { isOpen } from './transitions';

/**
 * Cancels a payout because its creator wants that, as long as nobody began to send it. Somebody
 * else's is not there.
 *
 * @param asked.now business time
 * @throws PayoutNotFound, PayoutMoved, PayoutUnderWay, BooksRestored
 */
export async function cancelPayout(asked: { payoutId: string; creatorId: string; actorId: string; now: Date }): Promise<void> {
  const { payoutId, creatorId, actorId, now } = asked;
  await inTransaction(async (tx) => {
    const held = await lockPayout(tx, payoutId);
    if (held?.creatorId !== creatorId) throw new PayoutNotFound();
    if (!isOpen(held.status)) throw new PayoutMoved(held.status);
    if (held.triedAt) throw new PayoutUnderWay();
    if (await mayHaveLeft(tx, held)) throw new BooksRestored();
    await endUnsent(tx, held, { to: 'cancelled', reason: 'You cancelled it.', now });
    await recordAct(tx, { actorId, action: 'payout.cancel', subjectKind: 'payout', subjectId: payoutId, detail: { from: held.status } });
  });
  wake('outbox');
}
