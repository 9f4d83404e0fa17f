import { and, desc, eq, gt } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { session } from '@/db/schema';

export type ListedSession = { id: string; device: string; network: string; createdAt: Date; lastSeenAt: Date };

/** Where a person is signed in, the latest first; at most 100. */
export async function listSessions(db: Queryable, personId: string, now: Date): Promise<ListedSession[]> {
  return db
    .select({
      id: session.id,
      device: session.device,
      network: session.network,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
    })
    .from(session)
    .where(and(eq(session.personId, personId), gt(session.expiresAt, now)))
    .orderBy(desc(session.lastSeenAt))
    .limit(100);
}
