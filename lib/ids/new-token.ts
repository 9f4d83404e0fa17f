import { randomBytes } from 'node:crypto';

/** 256 random bits, as they travel in a cookie or a link (ASVS 7.2.3: a UUID would not do). */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}
