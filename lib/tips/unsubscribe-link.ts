import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/env';
import { isId } from '@/lib/ids';

/** 144 bits, as in a receipt's link: nobody guesses it, and it still fits a line of a mail. */
const MAC_BYTES = 18;

/**
 * The token that ends a creator's mail about tips, and does nothing else: it opens no page of theirs
 * and signs nobody in (SECURITY.md L09).
 */
export function unsubscribeToken(creatorId: string): string {
  const id = Buffer.from(creatorId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, mac(creatorId)]).toString('base64url');
}

/** The creator whose mail a token ends, or null when it was not made here. Compared in constant time. */
export function readUnsubscribeToken(token: string): string | null {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 16 + MAC_BYTES || bytes.toString('base64url') !== token) return null;
  const creatorId = bytes.subarray(0, 16).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  if (!isId(creatorId)) return null;
  return timingSafeEqual(bytes.subarray(16), mac(creatorId)) ? creatorId : null;
}

function mac(creatorId: string): Buffer {
  return createHmac('sha256', env().AUTH_SECRET).update(`unsubscribe:tips:${creatorId}`).digest().subarray(0, MAC_BYTES);
}
