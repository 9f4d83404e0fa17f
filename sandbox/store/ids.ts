import { randomBytes } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A new id as Stripe writes them: a prefix that tells the kind, then letters and digits. */
export function newStripeId(prefix: string, length = 24): string {
  let letters = '';
  while (letters.length < length) {
    // 248 is the largest multiple of 62 in a byte; above it the first letters would be likelier.
    for (const byte of randomBytes(length)) if (byte < 248) letters += LETTERS[byte % 62];
  }
  return `${prefix}_${letters.slice(0, length)}`;
}
