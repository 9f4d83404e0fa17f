import { createHmac } from 'node:crypto';
import { env } from '@/lib/env';
import { mailboxOf } from '@/lib/mail';

/** Who wants to open a page on which a card can be typed, as far as the request says. */
export type Source = {
  /** In the width of lib/limits: an IPv4 address, or a /64. */
  connection: string;
  /** The word of this browser's cookie; for who is signed in their account counts instead. */
  browser: string;
  personId: string | null;
  /** Whose receipt it would be, where that is known beforehand. */
  email: string | null;
  /** What proves that a challenge was met: the cookie of `answerPuzzle` or `beginWait`. */
  pass: string | null;
};

export type LimitName = 'connection' | 'browser' | 'mail' | 'card' | 'creator' | 'everywhere';

/** All cards refused here, whoever typed them. */
export const EVERYWHERE = 'everywhere:all';

/** The marks that are one's own: nobody else meets what is done about them, but who shares a connection. */
export function ownMarks(source: Source): string[] {
  const { connection, browser, personId, email } = source;
  return [
    markOf('connection', connection),
    markOf('browser', personId ? `person ${personId}` : browser),
    ...(email ? [markOf('mail', mailboxOf(email))] : []),
  ];
}

/** A page's mark; it names a page that everybody may know. */
export function creatorMark(creatorId: string): string {
  return `creator:${creatorId}`;
}

/** What is limited, with a keyed hash of it: a copy of the table names no address and no card. */
export function markOf(limit: Exclude<LimitName, 'creator' | 'everywhere'>, of: string): string {
  return `${limit}:${createHmac('sha256', env().AUTH_SECRET).update(`defence\0${limit}\0${of}`).digest('base64url')}`;
}

/** Which limit a mark belongs to. */
export function limitOf(mark: string): LimitName {
  const name = mark.slice(0, mark.indexOf(':'));
  return LIMITS.find((limit) => limit === name) ?? 'everywhere';
}

const LIMITS: readonly LimitName[] = ['connection', 'browser', 'mail', 'card', 'creator', 'everywhere'];
