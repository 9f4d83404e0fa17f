import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { card, fan, pledge } from '@/db/schema';
import type { Fan } from '@/lib/fans';
import { endPledge } from './end-pledge';
import type { Pledge } from './start-days';
import { withdrawOpenLines } from './withdraw-open-lines';

/**
 * Ends a guest's row: the pledge ends, what of it is on no bill yet leaves the tab, and the card is
 * removed (the processor forgets it by the job that detaches cards). The address is gone with it.
 *
 * @param guest locked, and unproven
 * @param now business time
 */
export async function dropGuest(tx: Tx, guest: Fan, reason: 'refused' | 'not_confirmed' | 'card_not_saved', now: Date): Promise<void> {
  for (const of of await liveOf(tx, guest.id)) {
    await withdrawOpenLines(tx, of.id, now);
    await endPledge(tx, of, reason, now);
  }
  await tx
    .update(card)
    .set({ status: 'removed', isDefault: false, removedAt: now })
    .where(and(eq(card.fanId, guest.id), ne(card.status, 'removed')));
  await tx
    .update(fan)
    .set({ status: 'ended', email: null, confirmTokenHash: null, confirmUntil: null })
    .where(and(eq(fan.id, guest.id), eq(fan.status, 'unproven')));
}

/** What of a guest's has not ended: one pledge at most, as they may have no other. */
export async function liveOf(tx: Tx, fanId: string): Promise<Pledge[]> {
  return tx.select().from(pledge).where(and(eq(pledge.fanId, fanId), ne(pledge.status, 'ended')));
}
