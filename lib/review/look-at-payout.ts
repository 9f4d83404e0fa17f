import { inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';
import type { SignalCode } from './input';
import type { Score } from './weigh';

/** What an admin opens: a payout with the score that they are shown, or the gifts behind a signal. */
export type LookedAt = { payoutId: string; score: Pick<Score, 'score' | 'level' | 'doubts'> } | { payoutId: string; evidence: SignalCode };

/**
 * Writes down what an admin opened, and which score it showed: that is what they decided on. Call it
 * before showing anything: what cannot be written down is not shown.
 */
export async function lookAtPayout(actorId: string, look: LookedAt): Promise<void> {
  const subject = { actorId, subjectKind: 'payout', subjectId: look.payoutId };
  await inTransaction((tx) => recordAct(tx, 'evidence' in look
    ? { ...subject, action: 'payout.evidence', detail: { signal: look.evidence } }
    : { ...subject, action: 'payout.look', detail: { score: look.score.score, signals: look.score.doubts.map(({ code }) => code).join(', ') } }));
}
