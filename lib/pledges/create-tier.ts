import { and, eq, isNull, sql } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { tier } from '@/db/schema';
import { lockOwnPage, type PageOwner } from '@/lib/creators';
import { newId } from '@/lib/ids';
import { currentLimits } from '@/lib/pricing';
import { TierRefused } from './errors';
import { TIERS_MOST } from './limits';
import { parseTier, type TierTyped } from './parse-tier';

/**
 * Offers a new tier, as the last of the page's. Its currency is the page's own.
 *
 * @param asked.id minted by the form, so that one sent twice is one tier
 * @param asked.now business time
 * @throws TierRefused, PageNotFound
 */
export async function createTier(owner: PageOwner, asked: { id: string; typed: TierTyped; now: Date }): Promise<void> {
  await inTransaction(async (tx) => {
    const page = await lockOwnPage(tx, owner);
    const { pledgeMinimumMinor } = await currentLimits(tx, page.currency);
    const columns = parseTier(asked.typed, page.currency, pledgeMinimumMinor);
    const [known] = await tx
      .select({ offered: sql<number>`count(*) filter (where ${tier.archivedAt} is null)::int`, last: sql<number>`coalesce(max(${tier.position}), 0)::int` })
      .from(tier)
      .where(eq(tier.creatorId, page.id));
    const [sent] = await tx.select({ id: tier.id }).from(tier).where(and(eq(tier.id, asked.id), eq(tier.creatorId, page.id)));
    if (sent) return;
    if ((known?.offered ?? 0) >= TIERS_MOST) throw new TierRefused(null, `A page can offer ${TIERS_MOST} tiers. Archive one first.`);
    await tx.insert(tier).values({
      id: asked.id,
      creatorId: page.id,
      currency: page.currency,
      position: (known?.last ?? 0) + 1,
      createdAt: asked.now,
      ...columns,
    });
  });
}

/** A key for the form that makes a tier. */
export function newTierId(): string {
  return newId();
}

/** The condition by which a page's tiers that can be joined are found. */
export function isOffered(creatorId: string) {
  return and(eq(tier.creatorId, creatorId), isNull(tier.archivedAt));
}
