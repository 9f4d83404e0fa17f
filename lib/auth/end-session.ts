import { and, eq, ne } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { session } from '@/db/schema';
import { Refusal } from '@/lib/errors';
import { hashSessionToken } from './tokens';

class SessionGone extends Refusal {
  constructor() {
    super('SessionGone', 'This session has ended already.', { status: 404 });
  }
}

/**
 * Ends one session of a person, on every server at once: the next request with its cookie is nobody's.
 *
 * @throws SessionGone when it is none of theirs
 */
export async function endSession(db: Queryable, of: { personId: string; sessionId: string }): Promise<void> {
  const ended = await db
    .delete(session)
    .where(and(eq(session.id, of.sessionId), eq(session.personId, of.personId)))
    .returning({ id: session.id });
  if (ended.length === 0) throw new SessionGone();
}

/** Ends every session of a person but the one they are in. Answers how many. */
export async function endOtherSessions(db: Queryable, of: { personId: string; sessionId: string }): Promise<number> {
  const ended = await db
    .delete(session)
    .where(and(eq(session.personId, of.personId), ne(session.id, of.sessionId)))
    .returning({ id: session.id });
  return ended.length;
}

/** Ends every session of a person: for a suspension, a deletion, a changed address. */
export async function endAllSessions(tx: Tx, personId: string): Promise<void> {
  await tx.delete(session).where(eq(session.personId, personId));
}

/** Ends the session that a cookie's token opens, if there is one. Answers whose it was. */
export async function endSessionOfToken(db: Queryable, token: string): Promise<{ personId: string; sessionId: string } | null> {
  const [ended] = await db
    .delete(session)
    .where(eq(session.tokenHash, hashSessionToken(token)))
    .returning({ personId: session.personId, sessionId: session.id });
  return ended ?? null;
}
