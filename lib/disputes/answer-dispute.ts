import { eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { dispute, disputeAnswer } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { cleanText } from '@/lib/forms';
import { isId } from '@/lib/ids';
import { wake } from '@/lib/queue';
import { DisputeAnswered, DisputeNotFound, OwnDispute, WordsTooLong } from './errors';
import { DISPUTE_WORDS_MOST } from './input';
import { readEvidence } from './read-evidence';
import { stageOf, type Stage } from './stages';

/**
 * Answers a dispute: accepts it, or counters it with what we know of the payment and an admin's own words.
 * Only the row is written; `sendAnswers` carries it to the processor. One answer for each stage, an
 * inquiry and the dispute that it may become: of two admins who answer at once, the second is refused. Nobody answers for their own payment or page.
 *
 * @param asked.now business time
 * @throws DisputeNotFound, DisputeAnswered, OwnDispute, WordsTooLong
 */
export async function answerDispute(asked: { disputeId: string; actorId: string; kind: 'accept' | 'counter'; words: string; now: Date }): Promise<void> {
  const words = cleanText(asked.words, { lines: true });
  if ([...words].length > DISPUTE_WORDS_MOST) throw new WordsTooLong(DISPUTE_WORDS_MOST);
  await inTransaction(async (tx) => {
    const stage = await requireOpen(tx, asked);
    const written = await tx
      .insert(disputeAnswer)
      .values({ disputeId: asked.disputeId, stage, kind: asked.kind, words: words || null, status: 'asked', askedBy: asked.actorId, askedAt: asked.now })
      .onConflictDoNothing()
      .returning({ id: disputeAnswer.disputeId });
    if (written.length === 0) throw new DisputeAnswered();
    await recordAct(tx, { actorId: asked.actorId, action: `dispute.${asked.kind}`, subjectKind: 'dispute', subjectId: asked.disputeId });
  });
  wake('refunds');
}

async function requireOpen(tx: Tx, { disputeId, actorId }: { disputeId: string; actorId: string }): Promise<Stage> {
  const [found] = !isId(disputeId) ? [] : await tx.select().from(dispute).where(eq(dispute.id, disputeId)).for('update');
  if (!found) throw new DisputeNotFound();
  if (found.status !== 'needs_response' && found.status !== 'warning_needs_response') throw new DisputeAnswered();
  const facts = await readEvidence(tx, found.paymentId);
  if (facts?.personIds.includes(actorId)) throw new OwnDispute();
  return stageOf(found);
}
