import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { creator, pledge, tier } from '@/db/schema';
import { dayIn, type Day } from '@/lib/dates';
import { invariant } from '@/lib/errors';
import type { Fan } from '@/lib/fans';
import { deriveId } from '@/lib/ids';
import { currentLimits } from '@/lib/pricing';
import { addLine, requireCapForMonths, scheduleTab, type Tab } from '@/lib/tab';
import { openEntitlement } from './entitlements';
import { CreatorClosed } from './errors';
import { planJoin } from './plan-join';

export type Pledge = typeof pledge.$inferSelect;

/**
 * Starts the days of a pledge today: their line goes on the locked tab and access opens at once.
 * What would pass the limit waits with its bill, and so does the access (`waiting`).
 *
 *   asked | paused | leaving | waiting  ──>  active | waiting
 *
 * @param now business time
 * @returns the pledge as it is then
 * @throws CreatorClosed, every refusal of lib/tab's `addLine`, and CapReached for the months to come
 */
export async function startDays(tx: Tx, fan: Fan, tab: Tab, of: Pledge, now: Date): Promise<Pledge> {
  await requireOpenPage(tx, of.creatorId);
  const [joined] = await tx.select().from(tier).where(eq(tier.id, of.tierId));
  invariant(joined, 'a pledge has its tier');
  const { daysMinimumMinor } = await currentLimits(tx, of.currency);
  const plan = planJoin({
    today: dayIn(fan.timeZone, now),
    billingDay: fan.billingDay,
    amountMinor: of.amountMinor,
    // Reading everything for a few days' price is what this is against; who comes back has paid once.
    firstMonthInFull: joined.firstMonthInFull && of.startedAt === null,
    minimumMinor: daysMinimumMinor,
  });
  const { fromOn, untilOn, amountMinor, isWholeMonth } = plan.first;
  if (tab.capMinor !== null) {
    const ready = await scheduleTab(tx, fan, tab, now);
    await requireCapForMonths(tx, ready.fan, ready.tab, isCounted(of) ? 0 : of.amountMinor, now);
  }
  const { waits } = await addLine(tx, fan, tab, {
    key: deriveId(of.id, `days ${fromOn}`),
    creatorId: of.creatorId,
    kind: isWholeMonth ? 'pledge_month' : 'pledge_days',
    amountMinor,
    pledge: { id: of.id, fromOn, untilOn },
    now,
  });
  return waits ? moveTo(tx, of, { status: 'waiting', pausedAt: null, pausedWithTab: false }) : openDays(tx, of, { fromOn, untilOn }, now);
}

/** The days are on the tab, or paid: the pledge runs and what it gives is open. */
export async function openDays(tx: Tx, of: Pledge, days: { fromOn: Day; untilOn: Day }, now: Date): Promise<Pledge> {
  const running = await moveTo(tx, of, {
    status: 'active',
    paidUntil: of.paidUntil !== null && of.paidUntil > days.untilOn ? of.paidUntil : days.untilOn,
    startedAt: of.startedAt ?? now,
    pausedAt: null,
    pausedWithTab: false,
  });
  await openEntitlement(tx, running, days.fromOn);
  return running;
}

/** The one way in which the status of a pledge changes: from what it was read as. */
export async function moveTo(tx: Tx, of: Pledge, set: Partial<Pledge> & Pick<Pledge, 'status'>): Promise<Pledge> {
  const [moved] = await tx.update(pledge).set(set).where(and(eq(pledge.id, of.id), eq(pledge.status, of.status))).returning();
  invariant(moved, 'the tab is locked, so nobody else moved this pledge');
  return moved;
}

/** Whether the sum of months that the cap looks at has this pledge in it already. */
function isCounted({ status }: Pledge): boolean {
  return status === 'asked' || status === 'waiting' || status === 'active';
}

/** Whoever closes the page holds it `for update`: they see this or we see that. */
async function requireOpenPage(tx: Tx, creatorId: string): Promise<void> {
  const [page] = await tx.select({ status: creator.status, name: creator.name }).from(creator).where(eq(creator.id, creatorId)).for('key share');
  invariant(page, 'a pledge belongs to a page');
  if (page.status !== 'active') throw new CreatorClosed(page.name);
}
