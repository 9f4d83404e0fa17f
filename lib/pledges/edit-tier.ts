import { and, eq, lte } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { tier } from '@/db/schema';
import { lockOwnPage, type PageOwner } from '@/lib/creators';
import { currentLimits } from '@/lib/pricing';
import { TierNotFound, TierRefused } from './errors';
import { parseTier, type TierTyped } from './parse-tier';

/**
 * Changes what a tier offers. Its price is that of pledges from now on: a running pledge keeps the
 * amount that its fan agreed to. There cannot be fewer places than are taken.
 *
 * @throws TierRefused, TierNotFound, PageNotFound
 */
export async function editTier(owner: PageOwner, asked: { tierId: string; typed: TierTyped }): Promise<void> {
  await inTransaction(async (tx) => {
    const page = await lockOwnPage(tx, owner);
    const own = and(eq(tier.id, asked.tierId), eq(tier.creatorId, page.id));
    const [known] = await tx.select().from(tier).where(own);
    if (!known) throw new TierNotFound();
    const { pledgeMinimumMinor } = await currentLimits(tx, known.currency);
    const columns = parseTier(asked.typed, known.currency, pledgeMinimumMinor);
    const fits = columns.places === null ? undefined : lte(tier.taken, columns.places);
    const changed = await tx.update(tier).set(columns).where(and(own, fits)).returning({ id: tier.id });
    if (changed.length > 0) return;
    const [now] = await tx.select({ taken: tier.taken }).from(tier).where(own);
    throw new TierRefused('places', `${now?.taken ?? 0} places are taken already; there can be that many or more.`);
  });
}
