import { cookies } from 'next/headers';
import { z } from 'zod';
import { cookieName, cookieOptions } from './cookies';
import { seal, unseal } from './seal';

const KEPT_SECONDS = 600;
const codes = z.array(z.string()).min(1);

/**
 * Carries new recovery codes to the one page that shows them: sealed for their owner, in this browser,
 * for ten minutes. The database has only hashes, and an action that gives a session a new token draws
 * its page anew, so they cannot travel in its answer.
 */
export async function carryRecoveryCodes(personId: string, fresh: string[]): Promise<void> {
  const options = { ...cookieOptions(), maxAge: KEPT_SECONDS };
  (await cookies()).set(cookieName('codes'), seal(JSON.stringify(fresh), personId), options);
}

/** The codes that are on their way to be shown, or null. */
export async function carriedRecoveryCodes(personId: string): Promise<string[] | null> {
  const sealed = (await cookies()).get(cookieName('codes'))?.value;
  const opened = sealed ? unseal(sealed, personId) : null;
  return opened === null ? null : codes.parse(JSON.parse(opened));
}

/** Forgets them: their owner has kept them. */
export async function dropRecoveryCodes(): Promise<void> {
  (await cookies()).set(cookieName('codes'), '', { ...cookieOptions(), maxAge: 0 });
}
