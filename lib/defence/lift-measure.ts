import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { cardMeasure } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { Refusal } from '@/lib/errors';
import { MeasureNotFound } from './errors';

const LEAST = 3;
const MOST = 500;

/**
 * Ends a measure before its time. What was refused until now counts no more; what is refused from now on
 * does. Written down with its reason.
 *
 * @throws MeasureNotFound when it is over or lifted; ReasonNeeded
 */
export async function liftMeasure({ actorId, measureId, reason }: { actorId: string; measureId: string; reason: string }): Promise<void> {
  const why = reason.trim();
  if (why.length < LEAST || why.length > MOST) throw new ReasonNeeded();
  await inTransaction(async (tx) => {
    const [lifted] = await tx
      .update(cardMeasure)
      .set({ liftedAt: sql`now()`, liftedBy: actorId, liftReason: why })
      .where(and(eq(cardMeasure.id, measureId), gt(cardMeasure.until, sql`now()`), isNull(cardMeasure.liftedAt)))
      .returning();
    if (!lifted) throw new MeasureNotFound();
    const detail = { limit: lifted.limitName, step: lifted.step, refusals: lifted.refusals };
    await recordAct(tx, { actorId, action: 'defence.lift', subjectKind: 'card_measure', subjectId: measureId, reason: why, detail });
  });
}

class ReasonNeeded extends Refusal {
  constructor() {
    super('ReasonNeeded', `Please say why, in ${LEAST} to ${MOST} characters.`, { field: 'reason' });
  }
}
