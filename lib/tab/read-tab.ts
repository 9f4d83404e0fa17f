import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, pledge, tabLine, tier, tip } from '@/db/schema';
import { dayIn, type Day } from '@/lib/dates';
import type { Fan } from '@/lib/fans';
import { listComing, type ComingLine } from './coming';
import { periodOf } from './days';
import { payableNow } from './pay-now';
import { findBillInCollection, type Bill, type Tab, type TabLine } from './queries';
import { pledgedMonths, usedOfCap } from './require-cap';

/** A line as its fan reads it. */
export type TabItem = Pick<TabLine, 'id' | 'kind' | 'status' | 'amountMinor' | 'dated' | 'fromOn' | 'untilOn' | 'undoUntil' | 'creatorId'> & {
  creator: { name: string; handle: string };
  /** Of a pledge; null for a tip. */
  tierName: string | null;
  /** What the fan wrote with a tip. */
  message: string | null;
};

/** Everything that a fan sees of one tab; minor units of its currency. */
export type TabView = {
  tab: Tab;
  /** On the tab and on no bill yet, oldest first. */
  open: TabItem[];
  /** The bill that is being collected, or could not be so far, with its lines. */
  collecting: { bill: Bill; items: TabItem[] } | null;
  /** What the next bill will add. */
  coming: ComingLine[];
  /** What could be charged at this moment. */
  payableMinor: number;
  pledgedMinor: number;
  /** Against the fan's own cap, in the period of now; null while no billing day is set. */
  period: { usedMinor: number; renewsOn: Day } | null;
};

/**
 * A fan's tab with all that stands on it and comes to it.
 *
 * @param now business time
 */
export async function readTab(db: Queryable, of: Fan, tab: Tab, now: Date): Promise<TabView> {
  const bill = await findBillInCollection(db, tab.fanId, tab.currency);
  const items = await readItems(db, tab, bill?.id ?? null);
  return {
    tab,
    open: items.filter(({ status }) => status === 'open'),
    collecting: bill && { bill, items: items.filter(({ status }) => status !== 'open') },
    coming: await listComing(db, of, tab),
    payableMinor: await payableNow(db, tab, now),
    pledgedMinor: await pledgedMonths(db, tab),
    period: of.billingDay === null ? null : {
      usedMinor: await usedOfCap(db, { ...of, billingDay: of.billingDay }, tab, now),
      renewsOn: periodOf(dayIn(of.timeZone, now), of.billingDay).untilOn,
    },
  };
}

async function readItems(db: Queryable, tab: Tab, billId: string | null): Promise<TabItem[]> {
  const rows = await db
    .select({
      id: tabLine.id,
      kind: tabLine.kind,
      status: tabLine.status,
      amountMinor: tabLine.amountMinor,
      dated: tabLine.dated,
      fromOn: tabLine.fromOn,
      untilOn: tabLine.untilOn,
      undoUntil: tabLine.undoUntil,
      creatorId: tabLine.creatorId,
      name: creator.name,
      handle: creator.handle,
      tierName: tier.name,
      message: tip.message,
    })
    .from(tabLine)
    .innerJoin(creator, eq(creator.id, tabLine.creatorId))
    .leftJoin(pledge, eq(pledge.id, tabLine.pledgeId))
    .leftJoin(tier, eq(tier.id, pledge.tierId))
    .leftJoin(tip, sql`${tip.lineId} = ${tabLine.id}`)
    .where(and(
      eq(tabLine.fanId, tab.fanId),
      eq(tabLine.currency, tab.currency),
      or(
        eq(tabLine.status, 'open'),
        billId === null ? undefined : and(eq(tabLine.billId, billId), inArray(tabLine.status, ['billed', 'waiting'])),
      ),
    ))
    .orderBy(asc(tabLine.createdAt), asc(tabLine.id));
  return rows.map(({ name, handle, ...row }) => ({ ...row, creator: { name, handle } }));
}
