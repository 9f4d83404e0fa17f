import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/env';
import { newToken } from '@/lib/ids';

/** What a token says: a puzzle to solve, a pass for one page, or since when somebody waits. */
export type Kind = 'puzzle' | 'pass' | 'wait';

/** An opened token: its one-time id, and its number (an end, a beginning, in seconds) and bits. */
export type Opened = { id: string; seconds: number; bits: number };

/**
 * Writes a token that only we can have written, for one connection. It needs no row: what is used up
 * is its id (`spent_proof`).
 */
export function writeToken(kind: Kind, connection: string, { seconds, bits = 0 }: { seconds: number; bits?: number }): string {
  const words = `${newToken().slice(0, 22)}.${seconds}.${bits}`;
  return `${words}.${sign(kind, connection, words)}`;
}

/** Reads a token of this kind and connection; null for everything that we did not write. */
export function openToken(kind: Kind, connection: string, token: string | null): Opened | null {
  const [id = '', seconds = '', bits = '', mac = '', ...more] = (token ?? '').slice(0, 300).split('.');
  if (more.length > 0 || !/^[\w-]{22}$/.test(id)) return null;
  const right = Buffer.from(sign(kind, connection, `${id}.${seconds}.${bits}`));
  const given = Buffer.from(mac);
  if (right.length !== given.length || !timingSafeEqual(right, given)) return null;
  return { id, seconds: Number(seconds), bits: Number(bits) };
}

function sign(kind: Kind, connection: string, words: string): string {
  return createHmac('sha256', env().AUTH_SECRET).update(`defence.${kind}\0${connection}\0${words}`).digest('base64url');
}
