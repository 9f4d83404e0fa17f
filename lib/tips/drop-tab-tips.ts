import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { tip } from '@/db/schema';

/**
 * The tips of lines that came to nothing are dropped: the charge they waited for was refused, or
 * nobody could collect them and they were written off.
 */
export async function dropTabTips(tx: Tx, lineIds: string[]): Promise<void> {
  if (lineIds.length === 0) return;
  await tx.update(tip).set({ status: 'dropped' }).where(and(inArray(tip.lineId, lineIds), eq(tip.status, 'pending')));
}
