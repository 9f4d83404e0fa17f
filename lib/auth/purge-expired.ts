import { lt } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { rateLimit, session, signInLink } from '@/db/schema';
import { addDays } from '@/lib/dates';

/** Clears sessions and links that have ended, and counters that count no more. Real time. */
export async function purgeExpired(db: Db, now: Date): Promise<number> {
  const sessions = await db.delete(session).where(lt(session.expiresAt, now));
  const links = await db.delete(signInLink).where(lt(signInLink.expiresAt, now));
  const counters = await db.delete(rateLimit).where(lt(rateLimit.startsAt, addDays(now, -2)));
  return (sessions.rowCount ?? 0) + (links.rowCount ?? 0) + (counters.rowCount ?? 0);
}
