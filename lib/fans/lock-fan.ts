import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { fan } from '@/db/schema';
import type { Fan } from './queries';

/** Locks a fan's row: two changes of one fan's cards never meet. Rows that name the fan may still be written. */
export async function lockFan(tx: Tx, fanId: string): Promise<Fan | null> {
  const [found] = await tx.select().from(fan).where(eq(fan.id, fanId)).for('no key update');
  return found ?? null;
}

/**
 * Locks the fan to whom a new card belongs: of a guest's row that joined an account meanwhile, the
 * account's own.
 */
export async function lockCardOwner(tx: Tx, fanId: string): Promise<Fan | null> {
  const found = await lockFan(tx, fanId);
  if (found?.status !== 'joined' || !found.personId) return found;
  const [own] = await tx
    .select()
    .from(fan)
    .where(and(eq(fan.personId, found.personId), eq(fan.status, 'proven')))
    .for('no key update');
  return own ?? found;
}
