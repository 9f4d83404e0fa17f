import { wake } from '@/lib/queue';
import { decide, readReason, type Decision } from './decide';
import { endUnsent } from './end-unsent';
import { BooksRestored } from './errors';
import { mayHaveLeft } from './may-have-left';

/**
 * Says no to a payout that waits, with a reason that its creator is told: the money is theirs still
 * and available again.
 *
 * @throws PayoutReasonNeeded, PayoutNotFound, OwnPayout, PayoutMoved, BooksRestored
 */
export async function denyPayout(decision: Decision & { reason: string }): Promise<void> {
  const reason = readReason(decision.reason);
  await decide(decision, { action: 'payout.deny', reason, from: ['requested', 'in_review', 'on_hold'] }, async (tx, held) => {
    if (await mayHaveLeft(tx, held)) throw new BooksRestored();
    await endUnsent(tx, { ...held, reviewedAt: held.reviewedAt ?? decision.now }, { to: 'denied', reason, now: decision.now });
  });
  wake('outbox');
}
