import { hash } from 'node:crypto';
import { v7, validate } from 'uuid';

/**
 * Mints a UUIDv7 (RFC 9562): time-ordered, so that indexes grow at one end. An id is minted and
 * stored before the first attempt at anything that must happen once; it is never a secret.
 */
export function newId(): string {
  return v7();
}

/**
 * The id of one named part of something whose UUIDv7 is already stored: the same base and name
 * give the same id on every attempt and every server, so a repeat is recognised without storing a
 * second id. It keeps the base's time, so that it sorts and partitions beside it.
 */
export function deriveId(baseId: string, name: string): string {
  const digest = hash('sha256', `${baseId}\0${name}`, 'hex');
  // The first twelve digits are the time; the 13th and the 17th carry version and variant (RFC 9562, 5.7).
  const variant = VARIANTS[Number.parseInt(digest.charAt(16), 16) % VARIANTS.length] ?? '';
  return `${baseId.slice(0, 14).toLowerCase()}7${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

const VARIANTS = ['8', '9', 'a', 'b'];

/** Whether a text is a UUID of any version, in lower or upper case. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && validate(text);
}
