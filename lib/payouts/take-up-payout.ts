import { decide, type Decision } from './decide';
import { movePayout } from './move-payout';

/**
 * Takes a payout up for review, so that its creator and other admins see that somebody is at it.
 *
 * @throws PayoutNotFound, OwnPayout, PayoutMoved
 */
export async function takeUpPayout(decision: Decision): Promise<void> {
  await decide(decision, { action: 'payout.take_up', from: ['requested'] }, (tx, held) => movePayout(tx, held, 'in_review', { reviewedAt: decision.now }));
}
