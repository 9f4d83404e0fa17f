import { and, asc, eq, isNull } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { card } from '@/db/schema';
import { log } from '@/lib/log';
import { detachCard, ProcessorUnavailable } from '@/lib/stripe';

const BATCH = 50;

/**
 * Makes the processor forget the cards that were removed here. Run again until it did: a card that
 * is gone already is as good, so a crash in between costs nothing.
 *
 * @param now business time
 * @returns how many it forgot
 */
export async function detachRemovedCards(now: Date): Promise<number> {
  const removed = await getDb()
    .select({ id: card.id, paymentMethodId: card.paymentMethodId })
    .from(card)
    .where(and(eq(card.status, 'removed'), isNull(card.detachedAt)))
    .orderBy(asc(card.removedAt))
    .limit(BATCH);
  let detached = 0;
  for (const { id, paymentMethodId } of removed) {
    try {
      await detachCard(paymentMethodId);
    } catch (error) {
      if (!(error instanceof ProcessorUnavailable)) throw error;
      log.warn('card.detach_failed', { card: id });
      return detached;
    }
    await getDb().update(card).set({ detachedAt: now }).where(eq(card.id, id));
    detached += 1;
  }
  return detached;
}
