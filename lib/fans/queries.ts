import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { fan } from '@/db/schema';
import { hashConfirmToken } from './start-unproven-fan';

export type Fan = typeof fan.$inferSelect;

/** The fan that a person is; null when they never had a tab. */
export async function findFan(db: Queryable, personId: string): Promise<Fan | null> {
  const [found] = await db.select().from(fan).where(and(eq(fan.personId, personId), eq(fan.status, 'proven')));
  return found ?? null;
}

/** A fan by its id, whatever became of it. */
export async function findFanById(db: Queryable, fanId: string): Promise<Fan | null> {
  const [found] = await db.select().from(fan).where(eq(fan.id, fanId));
  return found ?? null;
}

/** Every fan row of a person: their own, and guests' that joined it, whose paid bills they see. */
export async function fanIdsOf(db: Queryable, personId: string): Promise<string[]> {
  const rows = await db
    .select({ id: fan.id })
    .from(fan)
    .where(and(eq(fan.personId, personId), inArray(fan.status, ['proven', 'joined'])));
  return rows.map(({ id }) => id);
}

/** The unproven fan that a mailed link belongs to; null when it was used, refused or is over. */
export async function findFanByToken(db: Queryable, token: string, now: Date): Promise<Fan | null> {
  const [found] = await db
    .select()
    .from(fan)
    .where(and(eq(fan.confirmTokenHash, hashConfirmToken(token)), eq(fan.status, 'unproven')));
  return found?.confirmUntil && found.confirmUntil > now ? found : null;
}

/** Guests who typed this address and were not confirmed yet, newest first: whoever proves it may join them. */
export async function listUnprovenOf(db: Queryable, email: string): Promise<Fan[]> {
  return db.select().from(fan).where(and(eq(fan.email, email), eq(fan.status, 'unproven'))).orderBy(desc(fan.createdAt));
}
