import { and, asc, eq } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { dispute, disputeAnswer } from '@/db/schema';
import { log } from '@/lib/log';
import { acceptDispute, counterDispute, ProcessorDeclined, ProcessorUnavailable } from '@/lib/stripe';
import { readEvidence } from './read-evidence';
import { toEvidence } from './word-evidence';

const BATCH = 20;

/**
 * Carries answers to the processor. Each may be sent again as long as nothing is known of it: the same
 * evidence twice is the same evidence. What comes of it is learned by events, like everything else.
 *
 * @param now business time
 * @returns the payments that are worth looking at again now
 */
export async function sendAnswers(now: Date): Promise<string[]> {
  const asked = await getDb()
    .select({ answer: disputeAnswer, paymentId: dispute.paymentId, stripeDisputeId: dispute.stripeDisputeId })
    .from(disputeAnswer)
    .innerJoin(dispute, eq(dispute.id, disputeAnswer.disputeId))
    .where(eq(disputeAnswer.status, 'asked'))
    .orderBy(asc(disputeAnswer.askedAt))
    .limit(BATCH);
  const touched: string[] = [];
  for (const { answer, paymentId, stripeDisputeId } of asked) {
    if (await send(answer, { paymentId, stripeDisputeId }, now)) touched.push(paymentId);
  }
  return touched;
}

type Answer = typeof disputeAnswer.$inferSelect;

async function send(answer: Answer, { paymentId, stripeDisputeId }: { paymentId: string; stripeDisputeId: string }, now: Date): Promise<boolean> {
  try {
    if (answer.kind === 'accept') await acceptDispute(stripeDisputeId);
    else {
      const facts = await readEvidence(getDb(), paymentId);
      if (facts) await counterDispute(stripeDisputeId, answer.stage, toEvidence(facts, answer.words ?? ''));
    }
    await move(answer, { status: 'sent', sentAt: now });
    return true;
  } catch (error) {
    if (error instanceof ProcessorUnavailable) return false;
    if (!(error instanceof ProcessorDeclined)) throw error;
    log.warn('dispute.answer_refused', { dispute: answer.disputeId, code: error.processorCode });
    await move(answer, { status: 'refused', failureCode: error.processorCode });
    return true;
  }
}

async function move({ disputeId, stage }: Answer, change: Partial<Answer>): Promise<void> {
  await getDb().update(disputeAnswer).set(change).where(and(eq(disputeAnswer.disputeId, disputeId), eq(disputeAnswer.stage, stage), eq(disputeAnswer.status, 'asked')));
}
