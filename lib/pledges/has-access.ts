import { and, eq, gte, inArray, isNull } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, entitlement, fan, tier } from '@/db/schema';
import { dayIn } from '@/lib/dates';

/** @param priceAtLeastMinor what the tier must cost by today's price list; 0 for any tier */
export type AccessAsked = { personId: string; creatorId: string; priceAtLeastMinor: number; at: Date };

/**
 * Whether somebody may see what a creator keeps for a tier and those above it. Only the table of
 * entitlements is asked: neither payments nor pledges, so that grace, pauses, gifts and refunds act
 * in one place. A creator sees their own page's.
 *
 * @param asked.at business time; days are the fan's own
 */
export async function hasAccess(db: Queryable, asked: AccessAsked): Promise<boolean> {
  const [open, [own]] = await Promise.all([
    db
      .select({ startsOn: entitlement.startsOn, endsOn: entitlement.endsOn, timeZone: fan.timeZone })
      .from(entitlement)
      .innerJoin(fan, eq(fan.id, entitlement.fanId))
      .innerJoin(tier, eq(tier.id, entitlement.tierId))
      .where(
        and(
          eq(fan.personId, asked.personId),
          inArray(fan.status, ['proven', 'joined']),
          eq(entitlement.creatorId, asked.creatorId),
          isNull(entitlement.closedAt),
          gte(tier.priceMinor, asked.priceAtLeastMinor),
        ),
      ),
    db.select({ id: creator.id }).from(creator).where(and(eq(creator.id, asked.creatorId), eq(creator.personId, asked.personId))),
  ]);
  if (own) return true;
  return open.some(({ startsOn, endsOn, timeZone }) => {
    const today = dayIn(timeZone, asked.at);
    return startsOn <= today && (endsOn === null || endsOn > today);
  });
}
