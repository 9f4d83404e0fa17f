import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { card } from '@/db/schema';
import { newId } from '@/lib/ids';
import type { SavedCard } from '@/lib/stripe';
import type { Fan } from './queries';

/**
 * Stores a card that was saved and makes it the one that is charged. The same card saved before
 * (Stripe's fingerprint says so) is removed in its favour. A card that was stored already, whatever
 * became of it since, is left as it is. The fan's row must be locked.
 *
 * @param now business time
 * @returns whether the fan has a new card by it
 */
export async function storeCard(tx: Tx, owner: Fan, saved: SavedCard, now: Date): Promise<boolean> {
  const { customerId, ...columns } = saved;
  const isOver = owner.status === 'ended';
  const stored = await tx
    .insert(card)
    .values({
      id: newId(),
      fanId: owner.id,
      stripeCustomerId: customerId,
      ...columns,
      status: isOver ? 'removed' : 'good',
      removedAt: isOver ? now : null,
      addedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: card.id });
  const [added] = stored;
  if (!added || isOver) return false;
  await replaceSame(tx, owner.id, saved, now);
  await makeDefault(tx, owner.id, added.id);
  return true;
}

async function replaceSame(tx: Tx, fanId: string, { fingerprint, paymentMethodId }: SavedCard, now: Date): Promise<void> {
  if (!fingerprint) return;
  await tx
    .update(card)
    .set({ status: 'removed', removedAt: now, isDefault: false })
    .where(
      and(
        eq(card.fanId, fanId),
        eq(card.fingerprint, fingerprint),
        ne(card.status, 'removed'),
        ne(card.paymentMethodId, paymentMethodId),
      ),
    );
}

/** Makes one card of a fan the one that is charged. The fan's row must be locked. */
export async function makeDefault(tx: Tx, fanId: string, cardId: string): Promise<void> {
  await tx.update(card).set({ isDefault: false }).where(and(eq(card.fanId, fanId), card.isDefault, ne(card.id, cardId)));
  await tx.update(card).set({ isDefault: true }).where(and(eq(card.id, cardId), ne(card.status, 'removed')));
}
