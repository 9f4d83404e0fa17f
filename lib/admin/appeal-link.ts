import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/env';
import { isId } from '@/lib/ids';

/** 144 bits, as for a bill's link: nobody guesses it, and it fits a line of a mail. */
const MAC_BYTES = 18;

/**
 * The address at which somebody who is shut out reads why, and appeals. Who holds the link may do that
 * and nothing else: it signs nobody in.
 */
export function appealUrl(suspensionId: string): string {
  const id = Buffer.from(suspensionId.replaceAll('-', ''), 'hex');
  const token = Buffer.concat([id, mac(suspensionId)]).toString('base64url');
  return new URL(`/appeal/${token}`, env().APP_URL).href;
}

/** The suspension that a link's token opens, or null when it was not made here. Compared in constant time. */
export function readAppealToken(token: string): string | null {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  // Base64 leaves the last character some freedom; one suspension has one address.
  if (bytes.length !== 16 + MAC_BYTES || bytes.toString('base64url') !== token) return null;
  const suspensionId = bytes.subarray(0, 16).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  if (!isId(suspensionId)) return null;
  return timingSafeEqual(bytes.subarray(16), mac(suspensionId)) ? suspensionId : null;
}

/** Another prefix than other links', so that none of those ever opens an appeal. */
function mac(suspensionId: string): Buffer {
  return createHmac('sha256', env().AUTH_SECRET).update(`appeal:${suspensionId}`).digest().subarray(0, MAC_BYTES);
}
