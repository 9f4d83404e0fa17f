import { wordDay, wordDays } from '@/lib/receipts/input';
import type { Day } from '@/lib/dates';

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
];

/** Days of a pledge as they are read: a whole calendar month by its name, all others from to; the year goes without saying. */
export function wordPledgeDays(fromOn: Day, untilOn: Day): string {
  const [year, month] = fromOn.split('-').map(Number);
  const next = month === 12 ? `${(year ?? 0) + 1}-01-01` : `${year}-${String((month ?? 0) + 1).padStart(2, '0')}-01`;
  if (fromOn.endsWith('-01') && untilOn === next) return MONTHS[(month ?? 1) - 1] ?? '';
  return wordDays(fromOn, untilOn).replace(/ \d{4}/g, '').replace(' – ', '–').replace(/^(\d+ \w+)–/, '$1 – ');
}

/** A day as it is read near to today: `today`, `18 Nov`, `18 Nov 2025`. */
export function wordNearDay(day: Day, today: Day): string {
  if (day === today) return 'today';
  const words = wordDay(day);
  return day.slice(0, 4) === today.slice(0, 4) ? words.replace(/ \d{4}$/, '') : words;
}

/** A day in a sentence: `1 December`, with its year when that is another. */
export function wordDayInFull(day: Day, today: Day): string {
  const [year = '', month = '', number = ''] = day.split('-');
  const words = `${Number(number)} ${MONTHS[Number(month) - 1] ?? ''}`;
  return year === today.slice(0, 4) ? words : `${words} ${year}`;
}

/** A part as people say it: `93 %`. */
export function wordShare(partMinor: number, wholeMinor: number): string {
  return `${Math.round((partMinor / wholeMinor) * 100)}\u00a0%`;
}

/** The day of a month: `1st`, `22nd`. */
export function wordOrdinal(day: number): string {
  const tens = day % 100;
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}
