import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { payoutApproval } from '@/db/schema';
import { everybody } from '@/lib/dates';
import { refuseObstacle } from '@/lib/payout-accounts';
import { wake } from '@/lib/queue';
import { decide, type Decision } from './decide';
import { endUnsent } from './end-unsent';
import { AlreadyApproved, PayoutClaimed, PayoutInDebt, PayoutPageSuspended } from './errors';
import { lookAgain, stopWords, type Stop } from './look-again';
import { movePayout } from './move-payout';
import type { PayoutWithCreator } from './payout-rows';
import { readPayoutTerms } from './terms';

type Outcome = 'approved' | 'waits_for_second' | 'debt' | 'claimed';

/**
 * Lets a payout go: its transfer is made next. Above the operator's limit it waits for another admin's
 * word. A payout whose sum is no longer right, because its creator owes or somebody wants their gift
 * back, is cancelled instead, and the approver is told so. Two who approve at once are one approval.
 *
 * @returns whether it was let go, or waits for a second admin
 * @throws PayoutNotFound, OwnPayout, PayoutMoved, AlreadyApproved, PayoutPageSuspended, PayoutsRest and the other refusals of the payout account, PayoutInDebt, PayoutClaimed
 */
export async function approvePayout(decision: Decision): Promise<'approved' | 'waits_for_second'> {
  const outcome = await decide(decision, { action: 'payout.approve', from: ['requested', 'in_review'] }, (tx, held) => approveIn(tx, held, decision));
  wake(outcome === 'approved' ? 'payouts' : 'outbox');
  if (outcome === 'debt') throw new PayoutInDebt();
  if (outcome === 'claimed') throw new PayoutClaimed();
  return outcome;
}

async function approveIn(tx: Tx, held: PayoutWithCreator, { adminId, now }: Decision): Promise<Outcome> {
  const stop = refuseStop(await lookAgain(tx, held, now));
  if (stop) {
    await endUnsent(tx, held, { to: 'cancelled', reason: stopWords[stop], now });
    return stop;
  }
  const before = await tx.select().from(payoutApproval).where(eq(payoutApproval.payoutId, held.id));
  if (before.some((approval) => approval.adminId === adminId)) throw new AlreadyApproved();
  await tx.insert(payoutApproval).values({ payoutId: held.id, adminId, createdAt: now });
  const { secondApproverMinor } = await readPayoutTerms(tx, held.currency);
  const reviewedAt = held.reviewedAt ?? now;
  if (held.amountMinor > secondApproverMinor && before.length === 0) {
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
