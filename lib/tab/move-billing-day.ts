import { and, asc, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { fan, tab } from '@/db/schema';
import { dayIn, nextMonthDay, type Day } from '@/lib/dates';
import type { Fan } from '@/lib/fans';
import { eveningOf } from './days';
import { BillingDayUnknown } from './errors';

const LAST = 28;

/**
 * Moves a fan's billing day, for all their tabs. The next bill comes on the new day, or still on the
 * old one when that is sooner, so that moving the day puts off no charge: it then pays each pledge
 * up to the new day, and from there on whole months line up with it. Nothing is charged by the move
 * itself, and no day is paid twice, because a pledge goes on from where it is paid.
 *
 * @param move.billingDay 1 to 28
 * @param move.now business time
 * @throws BillingDayUnknown
 */
export async function moveBillingDay(tx: Tx, move: { fanId: string; billingDay: number; now: Date }): Promise<void> {
  const { fanId, billingDay, now } = move;
  if (!Number.isInteger(billingDay) || billingDay < 1 || billingDay > LAST) throw new BillingDayUnknown();
  // The run that makes bills holds a tab while it reads its fan's day.
  const tabs = await tx.select().from(tab).where(eq(tab.fanId, fanId)).orderBy(asc(tab.currency)).for('update');
  const [of] = await tx.update(fan).set({ billingDay }).where(eq(fan.id, fanId)).returning();
  if (!of) return;
  for (const { currency, nextBillOn } of tabs) {
    if (nextBillOn === null) continue;
    const moved = movedBillOn(of, nextBillOn, billingDay, now);
    if (moved === nextBillOn) continue;
    await tx
      .update(tab)
      .set({ nextBillOn: moved, nextBillAt: eveningOf(moved, of.timeZone, now) })
      .where(and(eq(tab.fanId, fanId), eq(tab.currency, currency)));
  }
}

/** Pure: the date of the next bill once the billing day is another. */
export function movedBillOn(of: Pick<Fan, 'timeZone'>, nextBillOn: Day, billingDay: number, now: Date): Day {
  const soonest = nextMonthDay(dayIn(of.timeZone, now), billingDay);
  return soonest < nextBillOn ? soonest : nextBillOn;
}
