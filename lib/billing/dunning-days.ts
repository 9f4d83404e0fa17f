import { addDays } from '@/lib/dates';

/** After 2, 5, 7 and 7 days (DESIGN.md 4.5), each counted from the refusal before it. */
const TRIES_AFTER_DAYS = [2, 7, 14, 21];
const GIVEN_UP_AFTER_DAYS = 21;

/**
 * When a softly refused bill is tried next by itself; null when that was the last time. It follows
 * from when the bill began to fail, so that a late worker or a new card shifts nothing.
 */
export function nextTryAfter(failingSince: Date, now: Date): Date | null {
  return TRIES_AFTER_DAYS.map((days) => addDays(failingSince, days)).find((at) => at > now) ?? null;
}

/** When a bill that nobody paid is written off. */
export function writeOffAt(failingSince: Date): Date {
  return addDays(failingSince, GIVEN_UP_AFTER_DAYS);
}
