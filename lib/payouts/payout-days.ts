import { nextMonthDay, plusDays, type Day } from '@/lib/dates';

export type PayoutInterval = 'asked' | 'weekly' | 'monthly';

/**
 * The next day on which a schedule asks, after `after`: Mondays, or the first of the month (UTC); null
 * when nothing is asked by itself.
 */
export function nextPayoutDay(interval: PayoutInterval, after: Day): Day | null {
  if (interval === 'asked') return null;
  if (interval === 'monthly') return nextMonthDay(after, 1);
  const weekday = new Date(`${after}T00:00:00Z`).getUTCDay();
  return plusDays(after, ((8 - weekday) % 7) || 7);
}
