import { getDb } from '@/db/client';
import { cleanText } from '@/lib/forms';
import { approvePayout, noteOnPayout, PayoutNotFound } from '@/lib/payouts';
import { ScoreRose, WhyNeeded } from './errors';
import { scorePayouts } from './score-payouts';

/**
 * Lets a payout go as it was looked at: with a score that rose since, it is refused. Where the score
 * says to stop, the admin's reason is kept as a note before anything else happens.
 *
 * @param asked.seenScore the score on the page that the admin decided on
 * @param asked.why needed from the level "stop" on
 * @param asked.now business time
 * @throws PayoutNotFound, ScoreRose, WhyNeeded, and whatever refuses approvePayout
 */
export async function approveReviewed(asked: { payoutId: string; adminId: string; seenScore: number; why: string; now: Date }): Promise<'approved' | 'waits_for_second'> {
  const { payoutId, adminId, seenScore, now } = asked;
  const score = (await scorePayouts(getDb(), [payoutId], now)).get(payoutId);
  if (!score) throw new PayoutNotFound();
  if (score.score > seenScore) throw new ScoreRose(seenScore, score.score);
  if (score.level === 'stop') {
    const why = cleanText(asked.why, { lines: true });
    const { length } = [...why];
    if (length < 3 || length > 500) throw new WhyNeeded();
    await noteOnPayout({ payoutId, adminId, body: `To be let go with a score of ${score.score}: ${why}`, now });
  }
  return approvePayout({ payoutId, adminId, now });
}
