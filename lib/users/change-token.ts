import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for a link in a mail. */
export function newChangeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of it: who reads the table cannot use the link (SECURITY.md A17). */
export function hashChangeToken(token: string): string {
  return createHash('sha256').update(`email change\0${token}`).digest('base64url');
}
