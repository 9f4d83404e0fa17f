import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { fan } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { newToken } from '@/lib/ids';
import { hashConfirmToken } from './start-unproven-fan';

/**
 * A new token for the mail that asks a guest whether the pledge is theirs; the one before is dead.
 * That mail leaves only once a card is saved, and of the first token nothing but its hash is left.
 */
export async function renewConfirmToken(tx: Tx, fanId: string): Promise<string> {
  const token = newToken();
  const renewed = await tx
    .update(fan)
    .set({ confirmTokenHash: hashConfirmToken(token) })
    .where(and(eq(fan.id, fanId), eq(fan.status, 'unproven')))
    .returning({ id: fan.id });
  invariant(renewed.length === 1, 'only a guest is asked whether a pledge is theirs');
  return token;
}
