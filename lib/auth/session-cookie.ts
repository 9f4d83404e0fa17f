import { cookies } from 'next/headers';
import { getDb } from '@/db/client';
import { log } from '@/lib/log';
import { askedCookieName, cookieOptions, sessionCookieName } from './cookies';
import { endSessionOfToken } from './end-session';
import type { Viewer } from './find-viewer';
import { lastSessionEnd } from './lifetimes';

/** Gives the browser the new token of the session it is in. */
export async function keepSession(viewer: Pick<Viewer, 'signedInAt' | 'isAdmin'>, token: string): Promise<void> {
  const expires = lastSessionEnd(viewer.signedInAt, viewer.isAdmin);
  (await cookies()).set(sessionCookieName(), token, { ...cookieOptions(), expires });
}

/** Ends the session of this browser and takes its cookies back. */
export async function signOut(): Promise<void> {
  const jar = await cookies();
  const token = jar.get(sessionCookieName())?.value;
  const ended = token ? await endSessionOfToken(getDb(), token) : null;
  if (ended) log.info('signin.ended', { person: ended.personId, session: ended.sessionId });
  jar.set(sessionCookieName(), '', { ...cookieOptions(), maxAge: 0 });
  jar.set(askedCookieName(), '', { ...cookieOptions(), maxAge: 0 });
}
