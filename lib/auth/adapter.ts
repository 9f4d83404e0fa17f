import { and, eq } from 'drizzle-orm';
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { oauthAccount, person, session, signInLink } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { log } from '@/lib/log';
import { startSession, type Browser } from './start-session';
import { hashSessionToken } from './tokens';

/** What app does in the transaction that signs somebody in: their address is proven once more. */
export type AddressProven = (tx: Tx, personId: string, email: string) => Promise<void>;

const ofPerson = { id: person.id, email: person.email };

/**
 * next-auth's view of our tables. It holds only what signing in needs: who somebody is in a request
 * is never asked here but by `findViewer`. So `getSessionAndUser` knows nobody, on purpose: next-auth
 * would otherwise link an account elsewhere to whoever happens to be signed in, whatever its address.
 */
export function createAdapter(browser: Browser, onAddressProven: AddressProven): Adapter {
  return {
    async createUser({ email }: Omit<AdapterUser, 'id'>) {
      const [made] = await getDb()
        .insert(person)
        .values({ id: newId(), email })
        // Two first sign-ins at once are one person.
        .onConflictDoUpdate({ target: person.email, set: { email } })
        .returning(ofPerson);
      return toUser(made);
    },
    getUser: async (id) => findUser(eq(person.id, id)),
    getUserByEmail: async (email) => findUser(eq(person.email, email)),
    async getUserByAccount({ provider, providerAccountId }) {
      const [found] = await getDb()
        .select(ofPerson)
        .from(oauthAccount)
        .innerJoin(person, eq(person.id, oauthAccount.personId))
        .where(and(eq(oauthAccount.provider, provider), eq(oauthAccount.providerAccountId, providerAccountId)));
      return found ? toUser(found) : null;
    },
    updateUser: async ({ id }) => invariantUser(await findUser(eq(person.id, id))),
    async linkAccount({ provider, providerAccountId, userId }: AdapterAccount) {
      await getDb().insert(oauthAccount).values({ provider, providerAccountId, personId: userId }).onConflictDoNothing();
    },
    async createSession({ sessionToken, userId }) {
      const now = new Date();
      const started = await inTransaction(async (tx) => {
        const [proven] = await tx.select(ofPerson).from(person).where(eq(person.id, userId));
        if (proven?.email) await onAddressProven(tx, userId, proven.email);
        return startSession(tx, userId, sessionToken, browser, now);
      });
      log.info('signin.done', { person: userId, session: started.sessionId });
      return { sessionToken, userId, expires: started.expiresAt };
    },
    getSessionAndUser: () => Promise.resolve(null),
    updateSession: () => Promise.resolve(null),
    async deleteSession(sessionToken) {
      await getDb().delete(session).where(eq(session.tokenHash, hashSessionToken(sessionToken)));
    },
    createVerificationToken: () => Promise.resolve(null),
    async useVerificationToken({ identifier, token }) {
      // One statement, so that of two who come at once only one finds the link.
      const [used] = await getDb()
        .delete(signInLink)
        .where(and(eq(signInLink.email, identifier), eq(signInLink.tokenHash, token)))
        .returning({ expires: signInLink.expiresAt });
      return used ? { identifier, token, expires: used.expires } : null;
    },
  };
}

async function findUser(where: ReturnType<typeof eq>): Promise<AdapterUser | null> {
  const [found] = await getDb().select(ofPerson).from(person).where(where);
  return found ? toUser(found) : null;
}

/** next-auth's shape of a person; `emailVerified` means nothing here, as every address is proven. */
function toUser(found: { id: string; email: string | null } | undefined): AdapterUser {
  invariant(found?.email, 'somebody who signs in has an address');
  return { id: found.id, email: found.email, emailVerified: null };
}

function invariantUser(user: AdapterUser | null): AdapterUser {
  invariant(user, 'the person was found a moment ago');
  return user;
}
