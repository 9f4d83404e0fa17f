import { and, eq, isNull, lt } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { cardSetup } from '@/db/schema';

/**
 * Gives up setups whose page never opened: the processor was down or we were killed before we could
 * ask. Nobody can have saved a card there.
 *
 * @param before business time
 * @param now business time
 */
export async function giveUpSetups(before: Date, now: Date): Promise<number> {
  const given = await getDb()
    .update(cardSetup)
    .set({ status: 'expired', settledAt: now })
    .where(and(eq(cardSetup.status, 'created'), isNull(cardSetup.checkoutSessionId), lt(cardSetup.createdAt, before)));
  return given.rowCount ?? 0;
}
