import { v7, validate } from 'uuid';

/**
 * Mints a UUIDv7 (RFC 9562): time-ordered, so that indexes grow at one end. An id is minted and
 * stored before the first attempt at anything that must happen once; it is never a secret.
 */
export function newId(): string {
  return v7();
}

/** Whether a text is a UUID of any version, in lower or upper case. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && validate(text);
}
