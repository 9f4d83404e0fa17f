import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayIn, daysFrom, isDay, lastMonthDay, momentAt, nextMonthDay, plusDays, timeZones } from '@/lib/dates';

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => plusDays('2000-01-01', days));
const monthDay = fc.integer({ min: 1, max: 28 });

describe('a calendar day', () => {
  it('exists or does not: the 29th of February only in leap years', () => {
    expect(isDay('2028-02-29')).toBe(true);
    expect(isDay('2026-02-29')).toBe(false);
    expect(isDay('2026-13-01')).toBe(false);
    expect(isDay('2026-1-1')).toBe(false);
    expect(isDay('')).toBe(false);
  });

  it('is another one east and west of the date line at the same moment', () => {
    const at = new Date('2026-11-21T10:30:00Z');
    expect(dayIn('Pacific/Kiritimati', at)).toBe('2026-11-22');
    expect(dayIn('Pacific/Pago_Pago', at)).toBe('2026-11-20');
    expect(dayIn('UTC', at)).toBe('2026-11-21');
  });

  it('counts days and not hours over a change of the clocks', () => {
    expect(daysFrom('2026-03-28', '2026-03-30')).toBe(2);
    expect(plusDays('2026-10-24', 2)).toBe('2026-10-26');
    fc.assert(fc.property(day, fc.integer({ min: -2_000, max: 2_000 }), (from, days) => {
      expect(daysFrom(from, plusDays(from, days))).toBe(days);
    }));
  });
});

describe('a day of the month', () => {
  it('comes next after a day and was last on or before it, one month of 28 to 31 days apart', () => {
    fc.assert(fc.property(day, monthDay, (at, wanted) => {
      const next = nextMonthDay(at, wanted);
      const last = lastMonthDay(at, wanted);
      expect(last <= at && at < next).toBe(true);
      expect(Number(next.slice(8))).toBe(wanted);
      expect(daysFrom(last, next)).toBeGreaterThanOrEqual(28);
      expect(daysFrom(last, next)).toBeLessThanOrEqual(31);
    }));
  });

  it('goes over the end of a year', () => {
    expect(nextMonthDay('2026-12-15', 15)).toBe('2027-01-15');
    expect(lastMonthDay('2027-01-14', 15)).toBe('2026-12-15');
  });
});

describe('an hour of a day in a time zone', () => {
  it('is the moment at which clocks there show it, in every zone that there is', () => {
    fc.assert(fc.property(day, fc.constantFrom(...timeZones()), (on, zone) => {
      const evening = momentAt(on, 20, zone);
      // A few places skipped a whole day when they changed sides of the date line.
      const shown = dayIn(zone, evening);
      expect(Math.abs(daysFrom(on, shown))).toBeLessThanOrEqual(1);
      if (shown === on) expect(new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(evening)).toBe('20');
    }), { numRuns: 400 });
  });

  it('is the same wall clock before and after the clocks change, an hour apart in UTC', () => {
    expect(momentAt('2026-03-28', 20, 'Europe/Berlin').toISOString()).toBe('2026-03-28T19:00:00.000Z');
    expect(momentAt('2026-03-29', 20, 'Europe/Berlin').toISOString()).toBe('2026-03-29T18:00:00.000Z');
    expect(momentAt('2026-11-01', 20, 'America/New_York').toISOString()).toBe('2026-11-02T01:00:00.000Z');
  });

  it('that the spring skips is when the clocks change; that autumn has twice, the first', () => {
    expect(momentAt('2026-03-29', 2, 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:00:00.000Z');
    expect(momentAt('2026-10-25', 2, 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:00:00.000Z');
  });
});
