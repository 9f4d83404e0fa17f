import { createHash } from 'node:crypto';
import { parse, stringify, v7, validate } from 'uuid';

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
  const bytes = parse(baseId);
  const digest = createHash('sha256').update(baseId).update('\0').update(name).digest();
  // Bytes 0–5 are the time; 6 and 8 carry version and variant in their upper bits (RFC 9562, 5.7).
  for (let at = 6; at < 16; at += 1) bytes[at] = digest[at] ?? 0;
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return stringify(bytes);
}

/** Whether a text is a UUID of any version, in lower or upper case. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && validate(text);
}
