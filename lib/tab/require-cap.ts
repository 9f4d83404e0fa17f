import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { dayIn, everybody, formatDay, type Day } from '@/lib/dates';
import type { Fan } from '@/lib/fans';
import { formatMoney } from '@/lib/money';
import { periodOf } from './days';
import { CapReached } from './errors';
import type { Tab } from './queries';

type Billed = Fan & { billingDay: number };

/**
 * Refuses what would pass the fan's own cap: every line dated from one billing day to the day
 * before the next, the pledged months first, whether they are written yet or only this evening.
 *
 * @param now business time
 * @throws CapReached
 */
export async function requireCap(tx: Tx, fan: Billed, tab: Tab, askedMinor: number, now: Date): Promise<void> {
  if (tab.capMinor === null) return;
  const usedMinor = await usedOfCap(tx, fan, tab, now);
  if (usedMinor + askedMinor <= tab.capMinor) return;
  throw capReached(fan, tab, tab.capMinor, usedMinor, askedMinor, now);
}

/**
 * Refuses a pledge whose months, together with those pledged already, would pass the cap.
 *
 * @param addedMinor what a month costs more than now
 * @throws CapReached
 */
export async function requireCapForMonths(tx: Tx, fan: Billed, tab: Tab, addedMinor: number, now: Date): Promise<void> {
  if (tab.capMinor === null) return;
  const monthsMinor = await pledgedMonths(tx, tab);
  if (monthsMinor + addedMinor <= tab.capMinor) return;
  throw capReached(fan, tab, tab.capMinor, monthsMinor, addedMinor, now);
}

/**
 * What counts towards the cap in the period of this moment, in minor units. A line is open or on a bill
 * that was made after it, so the fan's newest bills have all that is not open; two days are more than
 * any fan's calendar is ahead of ours.
 */
export async function usedOfCap(tx: Pick<Tx, 'execute'>, fan: Billed, tab: Tab, now: Date): Promise<number> {
  const today = dayIn(fan.timeZone, now);
  const period = periodOf(today, fan.billingDay);
  const { rows } = await tx.execute<{ sum: string }>(sql`
    select coalesce(sum(l.amount_minor), 0)::text as sum
    from (
      select amount_minor, dated from tab_line where fan_id = ${tab.fanId} and currency = ${tab.currency} and status = 'open'
      union all
      select l.amount_minor, l.dated from bill b join tab_line l on l.bill_id = b.id and l.status <> 'dropped'
      where b.fan_id = ${tab.fanId} and b.currency = ${tab.currency} and b.created_at >= ${period.fromOn}::date - 2
    ) as l
    where l.dated >= ${period.fromOn}::date and l.dated < ${period.untilOn}::date`);
  const comingMinor = tab.nextBillOn !== null && tab.nextBillOn <= today ? await comingMonths(tx, tab, period.untilOn) : 0;
  return Number(rows[0]?.sum ?? 0) + comingMinor;
}

/** What all live pledges of a tab cost in a whole month. */
export async function pledgedMonths(tx: Pick<Tx, 'execute'>, { fanId, currency }: Tab): Promise<number> {
  const { rows } = await tx.execute<{ sum: string }>(sql`
    select coalesce(sum(coalesce(next_amount_minor, amount_minor)), 0)::text as sum from pledge
    where fan_id = ${fanId} and currency = ${currency} and status in ('asked', 'waiting', 'active')`);
  return Number(rows[0]?.sum ?? 0);
}

/** Months that this evening's bill will write. */
async function comingMonths(tx: Pick<Tx, 'execute'>, { fanId, currency }: Tab, until: Day): Promise<number> {
  const { rows } = await tx.execute<{ sum: string }>(sql`
    select coalesce(sum(coalesce(next_amount_minor, amount_minor)), 0)::text as sum from pledge
    where fan_id = ${fanId} and currency = ${currency} and status = 'active' and paid_until < ${until}::date`);
  return Number(rows[0]?.sum ?? 0);
}

function capReached(fan: Billed, tab: Tab, capMinor: number, usedMinor: number, askedMinor: number, now: Date): CapReached {
  const money = (minor: number) => formatMoney(minor, tab.currency, { trim: true });
  const { untilOn } = periodOf(dayIn(fan.timeZone, now), fan.billingDay);
  return new CapReached({
    cap: money(capMinor),
    used: money(usedMinor),
    asked: money(askedMinor),
    renews: formatDay(new Date(`${untilOn}T00:00:00Z`), everybody),
  });
}
