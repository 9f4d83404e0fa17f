import { eq } from 'drizzle-orm';
import { payoutApproval } from '@/db/schema';
import { wake } from '@/lib/queue';
import { decide, readReason, type Decision } from './decide';
import { tellHeld } from './mails/tell-held';
import { movePayout } from './move-payout';

/**
 * Puts a payout on hold, with a reason that its creator is told at once: nobody can approve it until
 * it is taken up again. Who had approved it has to do so anew, because something came up since.
 *
 * @throws PayoutReasonNeeded, PayoutNotFound, OwnPayout, PayoutMoved
 */
export async function holdPayout(decision: Decision & { reason: string }): Promise<void> {
  const reason = readReason(decision.reason);
  await decide(decision, { action: 'payout.hold', reason, from: ['requested', 'in_review'] }, async (tx, held) => {
    await tx.delete(payoutApproval).where(eq(payoutApproval.payoutId, held.id));
    await movePayout(tx, held, 'on_hold', { reason, reviewedAt: held.reviewedAt ?? decision.now });
    await tellHeld(tx, held, { reason, now: decision.now });
  });
  wake('outbox');
}
