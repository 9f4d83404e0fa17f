import { and, asc, eq, lt, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, pledge, tier } from '@/db/schema';
import { nextMonthDay, type Day } from '@/lib/dates';
import type { Fan } from '@/lib/fans';
import type { Currency } from '@/lib/money';
import { currentLimits } from '@/lib/pricing';
import { piecesBetween, type Piece } from './days';
import { findTab, type Tab } from './queries';

/** Days of a pledge that the next bill will add. */
export type ComingLine = Piece & { pledgeId: string; creatorId: string; creator: { name: string; handle: string }; tierName: string };

type Days = { billingDay: number | null; nextBillOn: Day | null };

/**
 * What the next bill of a tab will add: for each active pledge the days from where it is paid up to
 * the billing day after, by the very rule that will write them. A creator who takes no money now
 * adds nothing.
 *
 * @param days other days than the tab's own, to look at what a move would do
 */
export async function listComing(db: Queryable, of: Fan, { fanId, currency, nextBillOn }: Tab, days: Days = { billingDay: of.billingDay, nextBillOn }): Promise<ComingLine[]> {
  const { billingDay } = days;
  if (billingDay === null || days.nextBillOn === null) return [];
  const until = nextMonthDay(days.nextBillOn, billingDay);
  const { daysMinimumMinor } = await currentLimits(db, currency);
  const rows = await db
    .select({
      pledgeId: pledge.id,
      creatorId: creator.id,
      name: creator.name,
      handle: creator.handle,
      tierName: tier.name,
      paidUntil: sql<Day>`${pledge.paidUntil}::text`,
      monthMinor: sql<string>`coalesce(${pledge.nextAmountMinor}, ${pledge.amountMinor})`,
    })
    .from(pledge)
    .innerJoin(creator, eq(creator.id, pledge.creatorId))
    .innerJoin(tier, sql`${tier.id} = coalesce(${pledge.nextTierId}, ${pledge.tierId})`)
    .where(and(eq(pledge.fanId, fanId), eq(pledge.currency, currency), eq(pledge.status, 'active'), eq(creator.status, 'active'), lt(pledge.paidUntil, until)))
    .orderBy(asc(pledge.createdAt), asc(pledge.id));
  return rows.flatMap(({ name, handle, paidUntil, monthMinor, ...row }) =>
    piecesBetween(paidUntil, until, billingDay, Number(monthMinor), daysMinimumMinor).map((piece) => ({ ...row, creator: { name, handle }, ...piece })));
}

/** What the next bill is expected to hold: what is open now, and what it will add. Minor units. */
export async function expectBill(db: Queryable, of: Fan, currency: Currency): Promise<{ openMinor: number; comingMinor: number }> {
  const tab = await findTab(db, of.id, currency);
  if (!tab) return { openMinor: 0, comingMinor: 0 };
  const coming = await listComing(db, of, tab);
  return { openMinor: tab.owedMinor, comingMinor: coming.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
}
