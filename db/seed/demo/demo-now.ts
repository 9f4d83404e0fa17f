import { addDays, dayIn, dayOfMonth, plusDays } from '@/lib/dates';

/** The last day of a month on which somebody is billed. */
const LAST_BILLING_DAY = 28;

/**
 * The moment at which the demo world is left to whoever opens it: this one, except that nobody is
 * billed on a 29th, 30th or 31st (DESIGN.md 4.3), and the demo fan's bill day is tomorrow. When
 * tomorrow is one of these, the world stands up to three days back, at a 27th; its time is the
 * sandbox's, whose clock is left there.
 */
export function demoNow(real: Date): Date {
  let now = real;
  while (dayOfMonth(plusDays(dayIn('UTC', now), 1)) > LAST_BILLING_DAY) now = addDays(now, -1);
  return now;
}
