import { and, asc, eq } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { tier } from '@/db/schema';
import { lockOwnPage, type PageOwner } from '@/lib/creators';
import { isOffered } from './create-tier';
import { TierNotFound } from './errors';

/** Moves a tier one place up or down among those that the page offers; at the end it stays. @throws TierNotFound, PageNotFound */
export async function moveTier(owner: PageOwner, asked: { tierId: string; to: 'up' | 'down' }): Promise<void> {
  await inTransaction(async (tx) => {
    const page = await lockOwnPage(tx, owner);
    const order = await tx.select({ id: tier.id }).from(tier).where(isOffered(page.id)).orderBy(asc(tier.position), asc(tier.id));
    const from = order.findIndex(({ id }) => id === asked.tierId);
    const [moved] = from < 0 ? [] : order.splice(from, 1);
    if (!moved) throw new TierNotFound();
    order.splice(Math.max(0, from + (asked.to === 'up' ? -1 : 1)), 0, moved);
    for (const [at, { id }] of order.entries()) {
      await tx.update(tier).set({ position: at + 1 }).where(and(eq(tier.id, id), eq(tier.creatorId, page.id)));
    }
  });
}
