import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/env';
import { isId } from '@/lib/ids';

/** 144 bits: nobody guesses it, and the link still fits a line of a mail. */
const MAC_BYTES = 18;

/**
 * The path of a payment's receipt. Who holds the link may read the receipt, as with a paper one: it
 * is signed, so that no id alone opens it, and it shows neither address nor card.
 */
export function receiptPath(paymentId: string): string {
  return `/receipts/${receiptToken(paymentId)}`;
}

/** The token of `receiptPath`: the payment's id and a keyed hash of it. */
export function receiptToken(paymentId: string): string {
  const id = Buffer.from(paymentId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, mac(paymentId)]).toString('base64url');
}

/** The payment that a token opens, or null when it was not made here. Compared in constant time. */
export function readReceiptToken(token: string): string | null {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  // Base64 leaves the last character some freedom; one receipt has one address.
  if (bytes.length !== 16 + MAC_BYTES || bytes.toString('base64url') !== token) return null;
  const hex = bytes.subarray(0, 16).toString('hex');
  const paymentId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  if (!isId(paymentId)) return null;
  return timingSafeEqual(bytes.subarray(16), mac(paymentId)) ? paymentId : null;
}

function mac(paymentId: string): Buffer {
  return createHmac('sha256', env().AUTH_SECRET).update(`receipt:${paymentId}`).digest().subarray(0, MAC_BYTES);
}
