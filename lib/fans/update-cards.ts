import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { card } from '@/db/schema';
import type { SavedCard } from '@/lib/stripe';

/** A card as the processor has it now; null when no customer has it any more. */
export type CardUpdate = { paymentMethodId: string; card: SavedCard | null };

/**
 * Follows what became of saved cards: renewed by their bank, which mends a refused one, or detached.
 *
 * @param now business time
 * @returns the fans whose refused card, the one that is charged, is good again
 */
export async function updateCards(tx: Tx, updates: CardUpdate[], now: Date): Promise<string[]> {
  const mended: string[] = [];
  for (const { paymentMethodId, card: current } of updates) {
    const isThis = and(eq(card.paymentMethodId, paymentMethodId), ne(card.status, 'removed'));
    if (!current) {
      await tx.update(card).set({ status: 'removed', removedAt: now, detachedAt: now, isDefault: false }).where(isThis);
      continue;
    }
    const { brand, last4, expMonth, expYear } = current;
    const renewed = { brand, last4, expMonth, expYear };
    const good = await tx
      .update(card)
      .set({ ...renewed, status: 'good' })
      .where(and(isThis, eq(card.status, 'refused')))
      .returning({ fanId: card.fanId, isDefault: card.isDefault });
    mended.push(...good.filter(({ isDefault }) => isDefault).map(({ fanId }) => fanId));
    await tx.update(card).set(renewed).where(isThis);
  }
  return mended;
}
