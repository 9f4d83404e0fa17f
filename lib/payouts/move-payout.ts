import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { payout } from '@/db/schema';
import { invariant } from '@/lib/errors';
import type { Payout, PayoutStatus } from './payout-rows';
import { mayFollow } from './transitions';

/**
 * Moves a locked payout to another status, from the one that it was read in; the way must be one of
 * the table. What else changes goes with it.
 */
export async function movePayout(tx: Tx, from: Payout, to: PayoutStatus, change: Partial<typeof payout.$inferInsert> = {}): Promise<void> {
  invariant(mayFollow(from.status, to), `a payout does not go from ${from.status} to ${to}`);
  const { rowCount } = await tx
    .update(payout)
    .set({ ...change, status: to })
    .where(and(eq(payout.id, from.id), eq(payout.status, from.status)));
  invariant(rowCount === 1, 'a locked payout stands where it was read');
}
