import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { tab } from '@/db/schema';

/**
 * Pauses every tab of a fan: nothing new goes on them. What is on them already is charged on its
 * day. The fan's pledges are paused by lib/pledges, in the same transaction.
 *
 * @param now business time
 */
export async function pauseTabs(tx: Tx, fanId: string, now: Date): Promise<void> {
  await tx.update(tab).set({ pausedAt: now }).where(and(eq(tab.fanId, fanId), isNull(tab.pausedAt)));
}

/** Lets every tab of a fan go on. */
export async function resumeTabs(tx: Tx, fanId: string): Promise<void> {
  await tx.update(tab).set({ pausedAt: null }).where(and(eq(tab.fanId, fanId), isNotNull(tab.pausedAt)));
}
