import { formatMoment, type DateReader } from '@/lib/dates';
import { NoPayoutAccount, PayoutAccountNotReady, PayoutAccountRestricted, PayoutsRest } from './errors';
import type { PayoutAccount } from './read-payout-account';

/** Why a creator cannot be paid: they have no account, it is not ready, it was stopped, it changed lately. */
export type PayoutObstacle = { why: 'no_account' | 'onboarding' | 'restricted' } | { why: 'resting'; until: Date };

/**
 * Why a payout to this account can be asked for, or not: null is no obstacle. That an account rests
 * is none yet, because a payout may wait in the queue meanwhile.
 */
export function accountObstacle(account: PayoutAccount | null): PayoutObstacle | null {
  if (account === null || account.status === 'new') return { why: 'no_account' };
  if (account.status === 'onboarding') return { why: 'onboarding' };
  return account.status === 'restricted' ? { why: 'restricted' } : null;
}

/**
 * Why money cannot go to this account now; null when it can. Whoever approves or sends asks this of
 * an account that they have locked.
 *
 * @param now business time
 */
export function payoutObstacle(account: PayoutAccount | null, now: Date): PayoutObstacle | null {
  const obstacle = accountObstacle(account);
  if (obstacle || !account?.restsUntil || account.restsUntil <= now) return obstacle;
  return { why: 'resting', until: account.restsUntil };
}

/**
 * The same as a refusal, in a sentence for whom it concerns.
 *
 * @param reader for whom the moment of a rest is written
 * @throws NoPayoutAccount, PayoutAccountNotReady, PayoutAccountRestricted, PayoutsRest
 */
export function refuseObstacle(obstacle: PayoutObstacle | null, reader: DateReader): void {
  if (obstacle === null) return;
  if (obstacle.why === 'resting') throw new PayoutsRest(obstacle.until, formatMoment(obstacle.until, reader));
  if (obstacle.why === 'no_account') throw new NoPayoutAccount();
  throw obstacle.why === 'onboarding' ? new PayoutAccountNotReady() : new PayoutAccountRestricted();
}
