import { and, eq, isNull } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { fanFreeze } from '@/db/schema';
import { FanFrozen } from './freeze-errors';

/** Whether something still freezes a fan's tab. */
export async function isFrozen(db: Queryable, fanId: string): Promise<boolean> {
  const rows = await db.select({ id: fanFreeze.id }).from(fanFreeze).where(and(eq(fanFreeze.fanId, fanId), isNull(fanFreeze.liftedAt))).limit(1);
  return rows.length > 0;
}

/**
 * Refuses a fan whose tab is frozen.
 *
 * @throws FanFrozen
 */
export async function requireThawed(db: Queryable, fanId: string): Promise<void> {
  if (await isFrozen(db, fanId)) throw new FanFrozen();
}
