import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { fan } from '@/db/schema';
import type { SavedCard } from '@/lib/stripe';
import { lockCardOwner } from './lock-fan';
import { storeCard } from './store-card';

/**
 * Keeps cards that payments saved beside charging them (the page that mends a bill), for the fans
 * whose customers they hang on. Told again, nothing changes.
 *
 * @param now business time
 * @returns the fans who have a new card by it
 */
export async function keepCards(tx: Tx, cards: SavedCard[], now: Date): Promise<string[]> {
  const fanIds: string[] = [];
  for (const saved of cards) {
    const [row] = await tx.select({ id: fan.id }).from(fan).where(eq(fan.stripeCustomerId, saved.customerId));
    const owner = row && (await lockCardOwner(tx, row.id));
    if (owner && (await storeCard(tx, owner, saved, now))) fanIds.push(owner.id);
  }
  return fanIds;
}
