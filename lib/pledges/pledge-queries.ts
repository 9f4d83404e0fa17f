import { desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '@/db/client';
import { creator, fan, pledge, tab, tier } from '@/db/schema';
import { dayIn, type Day } from '@/lib/dates';
import { pictureBeside } from '@/lib/creators';
import { picturesOf } from '@/lib/media';
import { currentLimits } from '@/lib/pricing';
import { planJoin, type JoinPlan } from './plan-join';
import type { Pledge } from './start-days';

/** A pledge as its fan sees it. */
export type ListedPledge = {
  pledge: Pledge;
  creator: { id: string; name: string; handle: string; isOpen: boolean; avatar: ReturnType<typeof picturesOf>['avatar'] };
  tier: { id: string; name: string; priceMinor: number };
  nextTierName: string | null;
  /** Today on the fan's calendar. */
  today: Day;
  /** The billing date on which something is added next; null while nothing runs. */
  nextBillOn: Day | null;
  /** Access goes on although its bill failed. */
  inGrace: boolean;
  /** What taking it up again today would cost; null while what is paid still runs, or it runs anyway. */
  again: JoinPlan | null;
};

/** The pledges of a fan: those that have not ended first, then the ended, newest first. */
export async function listPledges(db: Queryable, fanId: string, now: Date): Promise<ListedPledge[]> {
  const nextTier = alias(tier, 'next_tier');
  const inGrace = sql<boolean>`exists (select 1 from entitlement e where e.pledge_id = ${pledge.id} and e.closed_at is null and e.grace_bill_id is not null)`;
  const rows = await db
    .select({ pledge, page: creator, avatar: pictureBeside(creator.avatarId), tier, nextTierName: nextTier.name, tab, fan, inGrace })
    .from(pledge)
    .innerJoin(fan, eq(fan.id, pledge.fanId))
    .innerJoin(creator, eq(creator.id, pledge.creatorId))
    .innerJoin(tier, eq(tier.id, pledge.tierId))
    .leftJoin(nextTier, eq(nextTier.id, pledge.nextTierId))
    .leftJoin(tab, sql`${tab.fanId} = ${pledge.fanId} and ${tab.currency} = ${pledge.currency}`)
    .where(eq(pledge.fanId, fanId))
    .orderBy(sql`${pledge.status} = 'ended'`, desc(sql`coalesce(${pledge.endedAt}, ${pledge.createdAt})`), desc(pledge.id));
  const listed: ListedPledge[] = [];
  for (const row of rows) {
    const today = dayIn(row.fan.timeZone, now);
    const { pledge: of, page } = row;
    listed.push({
      pledge: of,
      creator: {
        id: page.id, name: page.name, handle: page.handle, isOpen: page.status === 'active',
        avatar: picturesOf({ art: page.art, avatar: row.avatar, banner: null }).avatar,
      },
      tier: { id: row.tier.id, name: row.tier.name, priceMinor: row.tier.priceMinor },
      nextTierName: row.nextTierName,
      today,
      nextBillOn: of.status === 'active' ? (row.tab?.nextBillOn ?? null) : null,
      inGrace: row.inGrace,
      again: await planAgain(db, row, today),
    });
  }
  return listed;
}

async function planAgain(
  db: Queryable,
  { pledge: of, fan: owner }: { pledge: Pledge; fan: typeof fan.$inferSelect },
  today: Day,
): Promise<JoinPlan | null> {
  if ((of.status !== 'paused' && of.status !== 'leaving') || of.paidUntil === null || of.paidUntil > today) return null;
  const { daysMinimumMinor } = await currentLimits(db, of.currency);
  return planJoin({
    today, billingDay: owner.billingDay, amountMinor: of.nextAmountMinor ?? of.amountMinor, firstMonthInFull: false, minimumMinor: daysMinimumMinor,
  });
}

/** One pledge of a fan's own as the list has it; null for somebody else's. */
export async function findListed(db: Queryable, fanId: string, pledgeId: string, now: Date): Promise<ListedPledge | null> {
  return (await listPledges(db, fanId, now)).find(({ pledge: { id } }) => id === pledgeId) ?? null;
}
