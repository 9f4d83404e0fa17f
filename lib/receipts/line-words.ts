import { plusDays, type Day } from '@/lib/dates';

/** What a line of a bill pays for; `untilOn` is the first of the days that it does not pay for. */
export type PaidFor = { kind: 'tip' | 'pledge_days' | 'pledge_month' | 'pledge_raise'; fromOn: Day | null; untilOn: Day | null };

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What a line pays for, in words: `Tip`, `Pledge, 21 Nov – 20 Dec`, `9 days of a pledge, 12 – 20 Nov`. */
export function wordLine({ kind, fromOn, untilOn }: PaidFor): string {
  if (kind === 'tip' || fromOn === null || untilOn === null) return 'Tip';
  const days = wordDays(fromOn, untilOn);
  if (kind === 'pledge_raise') return `More for a pledge, ${days}`;
  return kind === 'pledge_month' ? `Pledge, ${days}` : `Days of a pledge, ${days}`;
}

/**
 * A stretch of days as it is read, the last day included: `21 Nov – 20 Dec`, `12 – 20 Nov`, `21 Nov`;
 * with years where they differ. Written by hand, as no ICU then changes it between Node and browser.
 *
 * @param untilOn the first day that does not belong to it
 */
export function wordDays(fromOn: Day, untilOn: Day): string {
  const [from, to] = [read(fromOn), read(plusDays(untilOn, -1))];
  const end = `${to.day} ${to.month}`;
  if (from.year !== to.year) return `${from.day} ${from.month} ${from.year} – ${end} ${to.year}`;
  if (from.month !== to.month) return `${from.day} ${from.month} – ${end}`;
  return from.day === to.day ? end : `${from.day} – ${end}`;
}

/** One day with its year: `21 Nov 2026`. */
export function wordDay(day: Day): string {
  const { day: number, month, year } = read(day);
  return `${number} ${month} ${year}`;
}

function read(day: Day): { day: number; month: string; year: string } {
  const [year = '', month = '', number = ''] = day.split('-');
  return { day: Number(number), month: MONTHS[Number(month) - 1] ?? '', year };
}
