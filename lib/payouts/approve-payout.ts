import type { Tx } from '@/db/client';
import { payoutApproval } from '@/db/schema';
import { everybody } from '@/lib/dates';
import { refuseObstacle } from '@/lib/payout-accounts';
import { wake } from '@/lib/queue';
import { approversNeeded, approversOf } from './approvers';
import { decide, type Decision } from './decide';
import { endUnsent } from './end-unsent';
import { AlreadyApproved, BooksRestored, NoAdminAnyMore, PayoutClaimed, PayoutInDebt, PayoutPageSuspended } from './errors';
import { lookAgain, stopWords, type Stop } from './look-again';
import { mayHaveLeft } from './may-have-left';
import { movePayout } from './move-payout';
import type { PayoutWithCreator } from './payout-rows';

type Outcome = 'approved' | 'waits_for_second' | 'debt' | 'claimed';

/**
 * Lets a payout go: its transfer is made next. Above the operator's limit it waits for another admin's
 * word. A payout whose sum is no longer right, because its creator owes or somebody wants their gift
 * back, is cancelled instead, and the approver is told so. Two who approve at once are one approval, and
 * only those count who are admins with a second factor at this moment.
 *
 * @param asSeen asked in the same transaction, with the payout held: throws where it is not what the admin decided on
 * @returns whether it was let go, or waits for a second admin
 * @throws PayoutNotFound, OwnPayout, PayoutMoved, AlreadyApproved, NoAdminAnyMore, PayoutPageSuspended, PayoutsRest and the other refusals of the payout account, PayoutInDebt, PayoutClaimed, BooksRestored
 */
export async function approvePayout(decision: Decision, asSeen?: (tx: Tx) => Promise<void>): Promise<'approved' | 'waits_for_second'> {
  const outcome = await decide(decision, { action: 'payout.approve', from: ['requested', 'in_review'] }, async (tx, held) => {
    await asSeen?.(tx);
    return approveIn(tx, held, decision);
  });
  wake(outcome === 'approved' ? 'payouts' : 'outbox');
  if (outcome === 'debt') throw new PayoutInDebt();
  if (outcome === 'claimed') throw new PayoutClaimed();
  return outcome;
}

async function approveIn(tx: Tx, held: PayoutWithCreator, { adminId, now }: Decision): Promise<Outcome> {
  const stop = refuseStop(await lookAgain(tx, held, now));
  if (stop) {
    if (await mayHaveLeft(tx, held)) throw new BooksRestored();
    await endUnsent(tx, held, { to: 'cancelled', reason: stopWords[stop], now });
    return stop;
  }
  const isSecondYes = (await approversOf(tx, held)).includes(adminId);
  await tx.insert(payoutApproval).values({ payoutId: held.id, adminId, createdAt: now }).onConflictDoNothing();
  const approvers = await approversOf(tx, held);
  if (!approvers.includes(adminId)) throw new NoAdminAnyMore();
  const reviewedAt = held.reviewedAt ?? now;
  if (approvers.length < (await approversNeeded(tx, held))) {
    if (isSecondYes) throw new AlreadyApproved();
    if (held.status === 'requested') await movePayout(tx, held, 'in_review', { reviewedAt });
    return 'waits_for_second';
  }
  await movePayout(tx, held, 'approved', { reviewedAt, approvedAt: now, nextAttemptAt: now });
  return 'approved';
}

/** What is about the account or the page is refused and may pass; the rest ends the payout. */
function refuseStop(stop: Stop | null): 'debt' | 'claimed' | null {
  if (stop === null) return null;
  if (stop.why === 'suspended') throw new PayoutPageSuspended();
  if (stop.why !== 'account') return stop.why;
  refuseObstacle(stop.obstacle, everybody);
  return null;
}
