import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { tier } from '@/db/schema';
import { lockOwnPage, type PageOwner } from '@/lib/creators';
import { isOffered } from './create-tier';
import { TierNotFound, TierRefused } from './errors';
import { TIERS_MOST } from './limits';

/**
 * Takes a tier off the page: nobody new can join it. Whoever has it keeps it at their price for as
 * long as they like, because that is what they were promised.
 *
 * @param asked.now business time
 * @throws TierNotFound also when it is archived already; PageNotFound
 */
export async function archiveTier(owner: PageOwner, asked: { tierId: string; now: Date }): Promise<void> {
  await inTransaction(async (tx) => {
    const page = await lockOwnPage(tx, owner);
    const archived = await tx
      .update(tier)
      .set({ archivedAt: asked.now })
      .where(and(eq(tier.id, asked.tierId), eq(tier.creatorId, page.id), isNull(tier.archivedAt)))
      .returning({ id: tier.id });
    if (archived.length === 0) throw new TierNotFound();
  });
}

/** Offers an archived tier again, as the last of the page's. @throws TierNotFound, TierRefused, PageNotFound */
export async function restoreTier(owner: PageOwner, asked: { tierId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const page = await lockOwnPage(tx, owner);
    const offered = await tx.select({ id: tier.id }).from(tier).where(isOffered(page.id));
    if (offered.length >= TIERS_MOST) throw new TierRefused(null, `A page can offer ${TIERS_MOST} tiers. Archive another one first.`);
    const restored = await tx
      .update(tier)
      .set({ archivedAt: null, position: sql`(select coalesce(max(t.position), 0) + 1 from tier t where t.creator_id = ${page.id})` })
      .where(and(eq(tier.id, asked.tierId), eq(tier.creatorId, page.id), isNotNull(tier.archivedAt), eq(tier.currency, page.currency)))
      .returning({ id: tier.id });
    if (restored.length === 0) throw new TierNotFound();
  });
}
