import 'server-only';
import { cookies } from 'next/headers';
import { cookieName, cookieOptions, currentClient, type Here, type Viewer } from '@/lib/auth';
import { beginWait, ChallengeNeeded, isWaiting, type Source } from '@/lib/defence';
import { newToken } from '@/lib/ids';

/** Tells one browser from another behind the same address while cards are typed; no longer than a day. */
const BROWSER_SECONDS = 86_400;

/**
 * Runs what opens a page for typing a card, telling it who asks. The cookies are set here and nowhere
 * else: one names the browser for a day, the other is a proof, or since when somebody waits. They come
 * only with a press of that button, so no page that is only read sets any.
 *
 * @param email whose page it would be, where that is known beforehand
 */
export async function withCardSource<T>(
  viewer: Viewer | null,
  email: string | null,
  run: (source: Source, from: Here) => Promise<T>,
): Promise<T> {
  const [jar, from] = [await cookies(), await currentClient()];
  const known = jar.get(cookieName('browser'))?.value.slice(0, 100) || null;
  const pass = jar.get(passCookieName())?.value ?? null;
  const source = { connection: from.connection, browser: known ?? newToken(), personId: viewer?.personId ?? null, email, pass };
  if (!known && !viewer) jar.set(cookieName('browser'), source.browser, { ...cookieOptions(), maxAge: BROWSER_SECONDS });
  try {
    return await run(source, from);
  } catch (error) {
    if (error instanceof ChallengeNeeded && !isWaiting(from.connection, pass)) await keepPass(beginWait(from.connection));
    throw error;
  }
}

/** Gives a browser its proof to carry to the next press. */
export async function keepPass({ pass, seconds }: { pass: string; seconds: number }): Promise<void> {
  (await cookies()).set(passCookieName(), pass, { ...cookieOptions(), maxAge: seconds });
}

function passCookieName(): string {
  return cookieName('proof');
}
