import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { env } from '@/lib/env';

/** What is stored of a session's token: a copy of the table opens no session. */
export function hashSessionToken(token: string): string {
  return createHash('sha256').update(`session\0${token}`).digest('base64url');
}

/**
 * What is stored of a link's token. It is next-auth's own hash (core/lib/utils.js, hashToken),
 * because next-auth computes it when the link is used.
 */
export function hashLinkToken(token: string): string {
  return createHash('sha256').update(`${token}${env().AUTH_SECRET}`).digest('hex');
}

/** A keyed mark that only we can make, for one purpose. */
export function keyedMark(purpose: string, text: string): string {
  return createHmac('sha256', env().AUTH_SECRET).update(`${purpose}\0${text}`).digest('base64url');
}

/** A key for one purpose, derived from AUTH_SECRET (HKDF, RFC 5869). */
export function keyFor(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', env().AUTH_SECRET, '', `tuppence ${purpose}`, 32));
}
