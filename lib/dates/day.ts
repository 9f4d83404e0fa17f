import { invariant } from '@/lib/errors';

/** A calendar day, `YYYY-MM-DD`, in whatever place it belongs to; it sorts as text. */
export type Day = string;

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day that exists. */
export function isDay(text: string): boolean {
  return SHAPE.test(text) && toDay(utc(text)) === text;
}

/** The calendar day that it is at a moment, where this time zone holds. */
export function dayIn(timeZone: string, at: Date): Day {
  const { year, month, day } = wallClock(timeZone, at);
  return toDay(new Date(Date.UTC(year, month - 1, day)));
}

/** The day `days` calendar days after `day`; negative goes back. */
export function plusDays(day: Day, days: number): Day {
  const at = utc(day);
  at.setUTCDate(at.getUTCDate() + days);
  return toDay(at);
}

/** How many calendar days lie from `from` to `to`; below zero when `to` comes first. */
export function daysFrom(from: Day, to: Day): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000);
}

/** The day of its month, 1 to 31. */
export function dayOfMonth(day: Day): number {
  return Number(day.slice(8));
}

/**
 * The first day that falls on this day of a month and comes after `after`.
 *
 * @param monthDay 1 to 28, which every month has
 */
export function nextMonthDay(after: Day, monthDay: number): Day {
  const here = inMonthOf(after, monthDay, 0);
  return here > after ? here : inMonthOf(after, monthDay, 1);
}

/** The last day that falls on this day of a month and is `upTo` or comes before it. */
export function lastMonthDay(upTo: Day, monthDay: number): Day {
  const here = inMonthOf(upTo, monthDay, 0);
  return here <= upTo ? here : inMonthOf(upTo, monthDay, -1);
}

/**
 * The moment at which it is `hour` o'clock on a day, where this time zone holds. An hour that the
 * spring skips is answered as the moment when the clocks change; one that autumn has twice, as the
 * first of the two.
 */
export function momentAt(day: Day, hour: number, timeZone: string): Date {
  const wanted = utc(day).getTime() + hour * 3_600_000;
  // An offset before and one after a change: the earlier moment that shows the wanted hour is meant.
  const moments = [wanted - 86_400_000, wanted + 86_400_000]
    .map((near) => wanted - offsetAt(timeZone, near))
    .sort((one, other) => one - other);
  const exact = moments.find((moment) => moment + offsetAt(timeZone, moment) === wanted);
  return new Date(exact ?? moments[1] ?? wanted);
}

function inMonthOf(day: Day, monthDay: number, months: number): Day {
  invariant(Number.isInteger(monthDay) && monthDay >= 1 && monthDay <= 28, 'a billing day is one that every month has');
  const at = utc(day);
  return toDay(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, monthDay)));
}

function utc(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

function toDay(at: Date): Day {
  return Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 10);
}

/** What a clock there is ahead of UTC at a moment, in milliseconds. */
function offsetAt(timeZone: string, at: number): number {
  const { year, month, day, hour, minute, second } = wallClock(timeZone, new Date(at));
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';
const made = new Map<string, Intl.DateTimeFormat>();

function wallClock(timeZone: string, at: Date): Record<Part, number> {
  const format = made.get(timeZone) ?? new Intl.DateTimeFormat('en-US', {
    timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
    year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  made.set(timeZone, format);
  const parts = format.formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return { year: read('year'), month: read('month'), day: read('day'), hour: read('hour'), minute: read('minute'), second: read('second') };
}
