import { and, eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { card } from '@/db/schema';
import { CardRefused, NoCard } from './errors';

/**
 * Refuses a fan who has no card that could be charged.
 *
 * @throws NoCard, CardRefused
 */
export async function requireCard(db: Queryable, fanId: string): Promise<void> {
  const [found] = await db.select({ status: card.status }).from(card).where(and(eq(card.fanId, fanId), eq(card.isDefault, true)));
  if (!found) throw new NoCard();
  if (found.status !== 'good') throw new CardRefused();
}
