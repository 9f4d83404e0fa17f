import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { fanFreeze } from '@/db/schema';

export type Freeze = typeof fanFreeze.$inferSelect;

/**
 * Lifts all that freezes a fan's tab, because an admin decided so. What comes later freezes it anew.
 *
 * @param now business time
 * @returns how many causes were lifted; 0: nothing froze it
 */
export async function liftFreezes(tx: Tx, { fanId, actorId, now }: { fanId: string; actorId: string; now: Date }): Promise<number> {
  const lifted = await tx
    .update(fanFreeze)
    .set({ liftedAt: now, liftedBy: actorId })
    .where(and(eq(fanFreeze.fanId, fanId), isNull(fanFreeze.liftedAt)))
    .returning({ id: fanFreeze.id });
  return lifted.length;
}
