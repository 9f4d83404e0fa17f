import { eq } from 'drizzle-orm';
import type { Page } from 'playwright';
import { getDb, inTransaction } from '@/db/client';
import { person, secondFactor, session } from '@/db/schema';
import { startSession } from '@/lib/auth';
import { newId, newToken } from '@/lib/ids';

type Options = {
  isAdmin?: boolean;
  /** The session has shown a second factor just now; one that answers no code is enrolled for it. */
  factor?: boolean;
  displayName?: string;
};

/**
 * Makes a person, or takes the one who is there, and opens a session for them in the test's
 * database, past the mail; tests/e2e/sign-in.test.ts goes the whole way.
 */
export async function signIn(email: string, options: Options = {}): Promise<{ personId: string; sessionId: string; token: string }> {
  const token = newToken();
  const now = new Date();
  const [made] = await getDb()
    .insert(person)
    .values({ id: newId(), email, isAdmin: options.isAdmin ?? false, displayName: options.displayName ?? null })
    .onConflictDoUpdate({ target: person.email, set: { email } })
    .returning({ id: person.id });
  const personId = made?.id ?? '';
  const { sessionId } = await inTransaction((tx) => startSession(tx, personId, token, { network: '127.0.0.0/24', device: 'Test' }, now));
  if (options.factor) {
    await getDb().insert(secondFactor).values({ personId, sealedSecret: 'none', confirmedAt: now }).onConflictDoNothing();
    await getDb().update(session).set({ factorAt: now }).where(eq(session.id, sessionId));
  }
  return { personId, sessionId, token };
}

/** Puts a session into a browser, as signing in there would; the tests serve plain http on loopback. */
export async function signInPage(page: Page, appUrl: string, email: string, options: Options = {}) {
  const signedIn = await signIn(email, options);
  await page.context().addCookies([{ name: 'sid', value: signedIn.token, url: appUrl, httpOnly: true, sameSite: 'Lax' }]);
  return signedIn;
}
