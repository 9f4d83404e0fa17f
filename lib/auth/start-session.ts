import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { person, session } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { lastSessionEnd, sessionEnd } from './lifetimes';
import { hashSessionToken } from './tokens';

/** What a session remembers, so that its owner can tell it from the others. */
export type Browser = { network: string; device: string };
export type StartedSession = { sessionId: string; expiresAt: Date };

/**
 * Opens a session for a person under a token that was minted for it just now; there is no way to
 * open one under a token that a browser brought (SECURITY.md A12). `expiresAt` is the end however
 * much it is used: until then the browser keeps the cookie, and the row decides whether it is good.
 */
export async function startSession(tx: Tx, personId: string, token: string, browser: Browser, now: Date): Promise<StartedSession> {
  const [owner] = await tx.select({ isAdmin: person.isAdmin }).from(person).where(eq(person.id, personId));
  invariant(owner, 'a session belongs to a person');
  const id = newId();
  await tx.insert(session).values({
    id,
    tokenHash: hashSessionToken(token),
    personId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: sessionEnd({ createdAt: now, lastSeenAt: now }, owner.isAdmin),
    network: browser.network,
    device: browser.device,
  });
  return { sessionId: id, expiresAt: lastSessionEnd(now, owner.isAdmin) };
}
