import { and, asc, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { fan, tab } from '@/db/schema';
import { momentAt } from '@/lib/dates';
import { EVENING } from './days';

/**
 * A person lives by another clock from now on: their fan's days are those of the new place, and the
 * evening of the next bill is the evening there. Where that evening is past already, the moment that
 * was set stays, so that no journey puts a charge off for long.
 *
 * @param timeZone as the profile has checked it
 * @param now business time
 */
export async function followTimeZone(tx: Tx, personId: string, timeZone: string, now: Date): Promise<void> {
  const isOwn = and(eq(fan.personId, personId), eq(fan.status, 'proven'));
  const [known] = await tx.select({ id: fan.id, timeZone: fan.timeZone }).from(fan).where(isOwn);
  if (!known || known.timeZone === timeZone) return;
  const tabs = await tx.select().from(tab).where(eq(tab.fanId, known.id)).orderBy(asc(tab.currency)).for('update');
  await tx.update(fan).set({ timeZone }).where(eq(fan.id, known.id));
  for (const { currency, nextBillOn } of tabs) {
    const evening = nextBillOn === null ? null : momentAt(nextBillOn, EVENING, timeZone);
    if (evening === null || evening <= now) continue;
    await tx.update(tab).set({ nextBillAt: evening }).where(and(eq(tab.fanId, known.id), eq(tab.currency, currency)));
  }
}
