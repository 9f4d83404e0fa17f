import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { fan, tab } from '@/db/schema';
import { dayIn, dayOfMonth, nextMonthDay } from '@/lib/dates';
import { invariant } from '@/lib/errors';
import type { Fan } from '@/lib/fans';
import type { Currency } from '@/lib/money';
import { currentLimits } from '@/lib/pricing';
import { billingDayOf, eveningOf } from './days';
import type { Tab } from './queries';

/**
 * The tab of a fan in one currency, made when they have none yet, and locked until the transaction
 * ends: everything that adds to it or takes from it comes one after the other.
 *
 * @param now business time
 */
export async function lockTab(tx: Tx, fanId: string, currency: Currency, now: Date): Promise<Tab> {
  const { tabFirstMinor } = await currentLimits(tx, currency);
  await tx.insert(tab).values({ fanId, currency, limitMinor: tabFirstMinor, createdAt: now }).onConflictDoNothing();
  const [locked] = await tx.select().from(tab).where(and(eq(tab.fanId, fanId), eq(tab.currency, currency))).for('update');
  invariant(locked, 'a tab that could not be made is there already');
  return locked;
}

/**
 * Sets the days of a tab that is about to get its first line: the billing day, if this is the fan's
 * first line of all, and the next billing date. The first day is a billing day already, so that all
 * that is pledged in one sitting shares one charge that evening (DESIGN.md 4.3). Set before, it stays.
 */
export async function scheduleTab(
  tx: Tx,
  of: Fan,
  locked: Tab,
  now: Date,
): Promise<{ fan: Fan & { billingDay: number }; tab: Tab & { nextBillOn: string; nextBillAt: Date } }> {
  const today = dayIn(of.timeZone, now);
  await tx.update(fan).set({ billingDay: billingDayOf(today) }).where(and(eq(fan.id, of.id), isNull(fan.billingDay)));
  const [owner] = await tx.select().from(fan).where(eq(fan.id, of.id));
  invariant(owner && owner.billingDay !== null, 'the billing day was set a moment ago');
  const ready = { ...owner, billingDay: owner.billingDay };
  if (locked.nextBillOn !== null && locked.nextBillAt !== null) {
    return { fan: ready, tab: { ...locked, nextBillOn: locked.nextBillOn, nextBillAt: locked.nextBillAt } };
  }
  // A fan who is billed on the 28th because they began on the 30th starts with the 30th all the same.
  const isFirst = of.billingDay === null;
  const isToday = isFirst || (dayOfMonth(today) === ready.billingDay && eveningOf(today, ready.timeZone, now) > now);
  const nextBillOn = isToday ? today : nextMonthDay(today, ready.billingDay);
  const nextBillAt = eveningOf(nextBillOn, ready.timeZone, now);
  await tx.update(tab).set({ nextBillOn, nextBillAt }).where(and(eq(tab.fanId, of.id), eq(tab.currency, locked.currency)));
  return { fan: ready, tab: { ...locked, nextBillOn, nextBillAt } };
}
