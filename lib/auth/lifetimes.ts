import { addMilliseconds, DAY_MS, MINUTE_MS } from '@/lib/dates';

const HOUR_MS = 60 * MINUTE_MS;

/**
 * How long a session lives: without use, and at all (SECURITY.md, ASVS 7.3). An admin's is short,
 * because more can be done with it.
 */
const PERSON = { idleMs: 14 * DAY_MS, absoluteMs: 30 * DAY_MS };
const ADMIN = { idleMs: 12 * HOUR_MS, absoluteMs: DAY_MS };

export const LINK_MS = 10 * MINUTE_MS;
/** How fresh a proof must be for what moves money or changes an account. */
export const STEP_UP_MS = 15 * MINUTE_MS;
/** How exactly idle time is known: a session in use is not written to on every request. */
export const SEEN_EVERY_MS = 5 * MINUTE_MS;

type Times = { createdAt: Date; lastSeenAt: Date };

/** The instant at which a session ends unless it is used again before. */
export function sessionEnd({ createdAt, lastSeenAt }: Times, isAdmin: boolean): Date {
  const { idleMs, absoluteMs } = isAdmin ? ADMIN : PERSON;
  const idle = addMilliseconds(lastSeenAt, idleMs);
  const absolute = addMilliseconds(createdAt, absoluteMs);
  return idle < absolute ? idle : absolute;
}

/** The instant at which a session ends however much it is used. */
export function lastSessionEnd(createdAt: Date, isAdmin: boolean): Date {
  return addMilliseconds(createdAt, (isAdmin ? ADMIN : PERSON).absoluteMs);
}
