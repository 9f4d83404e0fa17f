import { cookies } from 'next/headers';
import { askedCookieName, cookieOptions } from './cookies';
import { LINK_MS } from './lifetimes';
import { keyedMark } from './tokens';

/**
 * Remembers in this browser that it asked for a link to this address, so that the link opened here
 * needs no further question, and one that somebody else sent is not taken for one's own (login
 * CSRF). The cookie holds a keyed mark, not the address.
 */
export async function rememberAsking(email: string): Promise<void> {
  (await cookies()).set(askedCookieName(), mark(email), { ...cookieOptions(), maxAge: LINK_MS / 1000 });
}

/** Whether this browser asked for a link to this address in the last minutes. */
export async function askedHere(email: string): Promise<boolean> {
  return (await cookies()).get(askedCookieName())?.value === mark(email);
}

function mark(email: string): string {
  return keyedMark('asked', email);
}
