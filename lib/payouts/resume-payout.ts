import { decide, type Decision } from './decide';
import { movePayout } from './move-payout';

/**
 * Takes a payout off hold, back into review; the reason it was on hold for stays in the audit log.
 *
 * @throws PayoutNotFound, OwnPayout, PayoutMoved
 */
export async function resumePayout(decision: Decision): Promise<void> {
  await decide(decision, { action: 'payout.resume', from: ['on_hold'] }, (tx, held) => movePayout(tx, held, 'in_review', { reason: null }));
}
