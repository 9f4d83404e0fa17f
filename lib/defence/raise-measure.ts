import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { cardMeasure } from '@/db/schema';
import { newId } from '@/lib/ids';
import type { LimitName } from './marks';
import { limits, stricter, type Step } from './steps';

/** What began, or became stricter. */
export type Raised = { measureId: string; mark: string; limit: LimitName; step: Step; refusals: number };

/**
 * Begins a measure on a mark, or makes the one in force stricter and longer. One at a time for a mark.
 *
 * @returns it, when it began or became stricter; nothing when only its end moved
 */
export async function raiseMeasure(
  tx: Tx,
  { mark, limit, step, refusals }: { mark: string; limit: LimitName; step: Step; refusals: number },
): Promise<Raised[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`measure ${mark}`}, 0))`);
  const [known] = await tx
    .select()
    .from(cardMeasure)
    .where(and(eq(cardMeasure.mark, mark), gt(cardMeasure.until, sql`now()`), isNull(cardMeasure.liftedAt)));
  const until = endOf(limit, step);
  if (!known) {
    const id = newId();
    await tx.insert(cardMeasure).values({ id, mark, limitName: limit, step, refusals, until });
    return [{ measureId: id, mark, limit, step, refusals }];
  }
  const next = stricter(known.step, step);
  await tx
    .update(cardMeasure)
    .set({
      step: next,
      refusals: Math.max(known.refusals, refusals),
      until: sql`greatest(${cardMeasure.until}, ${until})`,
      ...(next === known.step ? {} : { limitName: limit, raisedAt: sql`now()` }),
    })
    .where(eq(cardMeasure.id, known.id));
  return next === known.step ? [] : [{ measureId: known.id, mark, limit, step: next, refusals }];
}

function endOf(limit: LimitName, step: Step) {
  const { lastsSeconds, blockLastsSeconds } = limits[limit];
  return sql`now() + make_interval(secs => ${step === 'block' ? blockLastsSeconds : lastsSeconds})`;
}
