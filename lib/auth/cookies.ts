import { env } from '@/lib/env';

/**
 * The names of our cookies. Over https the `__Host-` prefix makes a browser refuse one that another
 * host or path has planted; a browser does not accept the prefix over plain http, where only
 * loopback is served. `server.ts` knows the same two names of the session's.
 */
export function sessionCookieName(): string {
  return cookieName('sid');
}

/** Says that this browser asked for the link that it now opens. */
export function askedCookieName(): string {
  return cookieName('asked');
}

/** A cookie of ours by its short name: over https with the prefix that no other host or path can plant. */
export function cookieName(name: string): string {
  return isSecure() ? `__Host-${name}` : name;
}

/** What every cookie of ours has in common; its expiry is the caller's. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() } as const;
}

function isSecure(): boolean {
  return new URL(env().APP_URL).protocol === 'https:';
}
