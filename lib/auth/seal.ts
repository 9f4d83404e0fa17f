import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { keyFor } from './tokens';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals a person's TOTP secret (AES-256-GCM, key derived from AUTH_SECRET), bound to that person: a
 * copy of the database is no factor, and a row copied to somebody else opens nothing.
 */
export function seal(secret: string, personId: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyFor('second factor'), nonce);
  cipher.setAAD(Buffer.from(personId));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Opens what `seal` made for this person, or null when it is anything else. */
export function unseal(text: string, personId: string): string | null {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyFor('second factor'), bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(personId));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
