import { and, eq, gt, isNotNull, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, person, secondFactor, session } from '@/db/schema';
import { SEEN_EVERY_MS, sessionEnd } from './lifetimes';
import { hashSessionToken } from './tokens';

/** Who is looking, in this session: what pages and commands decide by. Never a name or an address. */
export type Viewer = {
  personId: string;
  sessionId: string;
  isAdmin: boolean;
  hasFactor: boolean;
  /** When this session last showed its second factor. */
  factorAt: Date | null;
  signedInAt: Date;
  locale: string;
  timeZone: string;
  creator: { id: string; handle: string; status: 'active' | 'suspended' | 'unpublished' } | null;
};

/**
 * Whose session a token opens, read anew for every request: a suspension, a lost role or a sign-out
 * holds at once on every server (ASVS 8.3.2). Being seen is written down every few minutes at most.
 */
export async function findViewer(db: Queryable, token: string, now: Date): Promise<Viewer | null> {
  const [found] = await db
    .select({
      sessionId: session.id,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
      factorAt: session.factorAt,
      personId: person.id,
      isAdmin: person.isAdmin,
      locale: person.locale,
      timeZone: person.timeZone,
      hasFactor: sql<boolean>`${secondFactor.personId} is not null`,
      creatorId: creator.id,
      handle: creator.handle,
      pageStatus: creator.status,
    })
    .from(session)
    .innerJoin(person, eq(person.id, session.personId))
    .leftJoin(creator, eq(creator.personId, person.id))
    .leftJoin(secondFactor, and(eq(secondFactor.personId, person.id), isNotNull(secondFactor.confirmedAt)))
    .where(and(eq(session.tokenHash, hashSessionToken(token)), eq(person.status, 'active'), gt(session.expiresAt, now)));
  if (!found || sessionEnd(found, found.isAdmin) <= now) return null;
  if (now.getTime() - found.lastSeenAt.getTime() > SEEN_EVERY_MS) await markSeen(db, found, now);
  return {
    personId: found.personId,
    sessionId: found.sessionId,
    isAdmin: found.isAdmin,
    hasFactor: found.hasFactor,
    factorAt: found.factorAt,
    signedInAt: found.createdAt,
    locale: found.locale,
    timeZone: found.timeZone,
    creator:
      found.creatorId && found.handle && found.pageStatus
        ? { id: found.creatorId, handle: found.handle, status: found.pageStatus }
        : null,
  };
}

/** Whether a session counts: who has a second factor must have shown it. */
export function isWhole(viewer: Pick<Viewer, 'hasFactor' | 'factorAt'>): boolean {
  return !viewer.hasFactor || viewer.factorAt !== null;
}

type Seen = { sessionId: string; createdAt: Date; isAdmin: boolean };

async function markSeen(db: Queryable, { sessionId, createdAt, isAdmin }: Seen, now: Date): Promise<void> {
  const expiresAt = sessionEnd({ createdAt, lastSeenAt: now }, isAdmin);
  await db.update(session).set({ lastSeenAt: now, expiresAt }).where(eq(session.id, sessionId));
}
