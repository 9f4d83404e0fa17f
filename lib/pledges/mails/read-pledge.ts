import { eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '@/db/client';
import { creator, pledge, tab, tier } from '@/db/schema';

/** A pledge with what its mails say: of whom, what it is called, what comes next. */
export type TellingPledge = NonNullable<Awaited<ReturnType<typeof readPledge>>>;

/** A pledge as its mails tell it; null when there is none. */
export async function readPledge(db: Queryable, pledgeId: string) {
  const nextTier = alias(tier, 'next_tier');
  const [found] = await db
    .select({
      id: pledge.id,
      fanId: pledge.fanId,
      currency: pledge.currency,
      amountMinor: pledge.amountMinor,
      status: pledge.status,
      paidUntil: pledge.paidUntil,
      endedReason: pledge.endedReason,
      nextAmountMinor: pledge.nextAmountMinor,
      tierName: tier.name,
      nextTierName: nextTier.name,
      creatorName: creator.name,
      handle: creator.handle,
      nextBillOn: tab.nextBillOn,
    })
    .from(pledge)
    .innerJoin(tier, eq(tier.id, pledge.tierId))
    .innerJoin(creator, eq(creator.id, pledge.creatorId))
    .leftJoin(nextTier, eq(nextTier.id, pledge.nextTierId))
    .leftJoin(tab, sql`${tab.fanId} = ${pledge.fanId} and ${tab.currency} = ${pledge.currency}`)
    .where(eq(pledge.id, pledgeId));
  return found ?? null;
}
