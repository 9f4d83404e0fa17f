import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/env';
import { isId } from '@/lib/ids';

/** 144 bits, as for the receipt of a tip: nobody guesses it, and it fits a line of a mail. */
const MAC_BYTES = 18;

/**
 * The path of a bill's page for who is not signed in: its receipt, or how to pay it. Who holds the
 * link may read and pay the bill and nothing else; it is signed, so that no id alone opens it, and
 * nothing of it is stored.
 */
export function billPath(billId: string): string {
  return `/bills/${billToken(billId)}`;
}

/** The token of `billPath`: the bill's id and a keyed hash of it. */
export function billToken(billId: string): string {
  const id = Buffer.from(billId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, mac(billId)]).toString('base64url');
}

/** The bill that a token opens, or null when it was not made here. Compared in constant time. */
export function readBillToken(token: string): string | null {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  // Base64 leaves the last character some freedom; one bill has one address.
  if (bytes.length !== 16 + MAC_BYTES || bytes.toString('base64url') !== token) return null;
  const hex = bytes.subarray(0, 16).toString('hex');
  const billId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  if (!isId(billId)) return null;
  return timingSafeEqual(bytes.subarray(16), mac(billId)) ? billId : null;
}

/** Another prefix than a receipt's, so that the link of one never opens the other. */
function mac(billId: string): Buffer {
  return createHmac('sha256', env().AUTH_SECRET).update(`bill:${billId}`).digest().subarray(0, MAC_BYTES);
}
