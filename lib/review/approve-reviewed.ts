import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { cleanText } from '@/lib/forms';
import { approvePayout, writeNote } from '@/lib/payouts';
import { ScoreChanged, WhyNeeded } from './errors';
import { scorePayouts } from './score-payouts';

export type ReviewedApproval = {
  payoutId: string;
  adminId: string;
  /** The score on the page that the admin decided on: only compared with the one that counts. */
  seenScore: number;
  /** Needed from the level "stop" on. */
  why: string;
  /** Business time. */
  now: Date;
};

/**
 * Lets a payout go as it was looked at. The score that counts is made of the rows in the moment of the
 * decision, with the payout held; where it is not the one that the admin saw, nothing is let go. At
 * "stop" the admin's reason is kept as a note in the same transaction.
 *
 * @throws ScoreChanged, WhyNeeded, and whatever refuses approvePayout
 */
export async function approveReviewed(asked: ReviewedApproval): Promise<'approved' | 'waits_for_second'> {
  const { payoutId, adminId, now } = asked;
  return approvePayout({ payoutId, adminId, now }, (tx) => weighAnew(tx, asked));
}

async function weighAnew(tx: Tx, { payoutId, adminId, seenScore, why: typed, now }: ReviewedApproval): Promise<void> {
  const score = (await scorePayouts(tx, [payoutId], now)).get(payoutId);
  invariant(score, 'a payout that is held has a score');
  if (score.score !== seenScore) throw new ScoreChanged(seenScore, score.score);
  if (score.level !== 'stop') return;
  const why = cleanText(typed, { lines: true });
  const { length } = [...why];
  if (length < 3 || length > 500) throw new WhyNeeded();
  await writeNote(tx, { payoutId, adminId, body: `Let go with a score of ${score.score}: ${why}`, now });
}
