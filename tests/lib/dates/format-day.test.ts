import { expect, test } from 'vitest';
import { everybody, formatDay, formatMoment, formatShortDay, isTimeZone, timeZones, yearOf } from '@/lib/dates';

const newYear = new Date('2026-12-31T20:30:00Z');

test('a day is written as its reader writes it, on their clock', () => {
  expect(formatDay(newYear, everybody)).toBe('31 December 2026');
  expect(formatDay(newYear, { locale: 'en-US', timeZone: 'Asia/Tokyo' })).toBe('January 1, 2027');
  expect(formatShortDay(newYear, { locale: 'de-DE', timeZone: 'Europe/Berlin' })).toBe('31. Dez. 2026');
  expect(formatMoment(newYear, { locale: 'en-GB', timeZone: 'Europe/Berlin' })).toBe('31 Dec 2026, 21:30');
  expect([yearOf(newYear, everybody), yearOf(newYear, { locale: 'en', timeZone: 'Asia/Tokyo' })]).toEqual([2026, 2027]);
});

test('a zone that this machine does not know is read as UTC, and is no choice', () => {
  expect(formatMoment(newYear, { locale: 'en-GB', timeZone: 'Mars/Olympus' })).toBe('31 Dec 2026, 20:30');
  expect(isTimeZone('Mars/Olympus')).toBe(false);
  expect(timeZones().every(isTimeZone)).toBe(true);
  expect(timeZones()[0]).toBe('UTC');
});
