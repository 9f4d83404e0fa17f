import { and, desc, eq, inArray, isNotNull, lt, ne } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { card, cardSetup } from '@/db/schema';

export type Card = typeof card.$inferSelect;

/** Where to look at the processor for the page that saves a card. */
export type SetupLook = { setupId: string; sessionId: string };

/** The cards of a fan that were not removed, the default first, then the newest. */
export async function listCards(db: Queryable, fanId: string): Promise<Card[]> {
  return db
    .select()
    .from(card)
    .where(and(eq(card.fanId, fanId), ne(card.status, 'removed')))
    .orderBy(desc(card.isDefault), desc(card.addedAt), desc(card.id));
}

/** The card that is charged for a fan, good or refused; null when there is none. */
export async function defaultCard(db: Queryable, fanId: string): Promise<Card | null> {
  const [found] = await db.select().from(card).where(and(eq(card.fanId, fanId), card.isDefault));
  return found ?? null;
}

/** Which of these payment methods are, or were, cards of ours. */
export async function knownCards(db: Queryable, paymentMethodIds: string[]): Promise<Set<string>> {
  if (paymentMethodIds.length === 0) return new Set();
  const rows = await db
    .select({ id: card.paymentMethodId })
    .from(card)
    .where(inArray(card.paymentMethodId, paymentMethodIds));
  return new Set(rows.map(({ id }) => id));
}

/** The hosted page of each of these setups; null for one whose page is not known yet. */
export async function setupLooksOf(db: Queryable, setupIds: string[]): Promise<Map<string, string | null>> {
  if (setupIds.length === 0) return new Map();
  const rows = await db
    .select({ id: cardSetup.id, sessionId: cardSetup.checkoutSessionId })
    .from(cardSetup)
    .where(inArray(cardSetup.id, setupIds));
  return new Map(rows.map((row) => [row.id, row.sessionId]));
}

/** Setups that the processor should have told us about by now, oldest first, at most `limit`. */
export async function unansweredSetups(db: Queryable, before: Date, limit: number): Promise<SetupLook[]> {
  const rows = await db
    .select({ setupId: cardSetup.id, sessionId: cardSetup.checkoutSessionId })
    .from(cardSetup)
    .where(
      and(
        inArray(cardSetup.status, ['created', 'open']),
        isNotNull(cardSetup.checkoutSessionId),
        lt(cardSetup.createdAt, before),
      ),
    )
    .orderBy(cardSetup.createdAt)
    .limit(limit);
  return rows.flatMap(({ setupId, sessionId }) => (sessionId ? [{ setupId, sessionId }] : []));
}
