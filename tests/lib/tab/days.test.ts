import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysFrom, plusDays } from '@/lib/dates';
import { billingDayOf, eveningOf, periodOf, piecesBetween, priceOfDays, priceOfRaise } from '@/lib/tab';

const LEAST = 10;
const day = fc.integer({ min: 0, max: 12_000 }).map((days) => plusDays('2020-01-01', days));
const billingDay = fc.integer({ min: 1, max: 28 });
const price = fc.integer({ min: 100, max: 100_000 });

describe('the days of a pledge', () => {
  it('cost 30¢ of a dollar for nine of thirty days', () => {
    expect(priceOfDays(100, { fromOn: '2026-11-22', untilOn: '2026-12-01' }, 1, LEAST)).toBe(30);
  });

  it('cost at least ten cents and never more than the price', () => {
    expect(priceOfDays(100, { fromOn: '2026-11-30', untilOn: '2026-12-01' }, 1, LEAST)).toBe(10);
    fc.assert(fc.property(day, billingDay, price, (at, on, priceMinor) => {
      const { untilOn } = periodOf(at, on);
      const costs = priceOfDays(priceMinor, { fromOn: at, untilOn }, on, LEAST);
      expect(costs).toBeGreaterThanOrEqual(LEAST);
      expect(costs).toBeLessThanOrEqual(priceMinor);
    }));
  });

  it('are a whole month and the whole price from one billing day to the next, in February and in leap years too', () => {
    expect(piecesBetween('2028-02-01', '2028-03-01', 1, 100, LEAST)).toEqual([
      { fromOn: '2028-02-01', untilOn: '2028-03-01', amountMinor: 100, isWholeMonth: true },
    ]);
    fc.assert(fc.property(day, billingDay, price, (at, on, priceMinor) => {
      const period = periodOf(at, on);
      expect(priceOfDays(priceMinor, period, on, LEAST)).toBe(priceMinor);
    }));
  });

  it('are cut at the billing days without a gap and without a day twice', () => {
    fc.assert(fc.property(day, fc.integer({ min: 0, max: 400 }), billingDay, price, (from, days, on, priceMinor) => {
      const until = plusDays(from, days);
      const pieces = piecesBetween(from, until, on, priceMinor, LEAST);
      expect(pieces.reduce((sum, piece) => sum + daysFrom(piece.fromOn, piece.untilOn), 0)).toBe(days);
      pieces.forEach((piece, at) => {
        expect(piece.fromOn).toBe(at === 0 ? from : pieces[at - 1]?.untilOn);
        expect(piece.fromOn < piece.untilOn).toBe(true);
        expect(piece.amountMinor).toBeLessThanOrEqual(priceMinor);
      });
    }));
  });

  it('cost what is missing when somebody pays more, and nothing when that is under ten cents', () => {
    const raise = { fromMinor: 100, toMinor: 300, today: '2026-11-16', paidUntil: '2026-12-01' };
    expect(priceOfRaise(raise, 1, LEAST)).toBe(100);
    expect(priceOfRaise({ ...raise, today: '2026-11-30' }, 1, LEAST)).toBe(0);
    expect(priceOfRaise({ ...raise, toMinor: 100 }, 1, LEAST)).toBe(0);
    expect(priceOfRaise({ ...raise, today: '2026-12-01' }, 1, LEAST)).toBe(0);
  });
});

describe('the billing day', () => {
  it('is the first day, and the 28th for who begins on the 29th to the 31st', () => {
    expect(billingDayOf('2026-11-09')).toBe(9);
    expect(billingDayOf('2026-01-31')).toBe(28);
    // Their first bill pays from the day they began to the next 28th.
    expect(periodOf('2026-01-31', 28)).toEqual({ fromOn: '2026-01-28', untilOn: '2026-02-28' });
  });

  it('ends with a bill at eight in the evening there, or a day later once that is past', () => {
    const morning = new Date('2026-11-21T08:00:00Z');
    const night = new Date('2026-11-21T21:00:00Z');
    expect(eveningOf('2026-11-21', 'Europe/London', morning).toISOString()).toBe('2026-11-21T20:00:00.000Z');
    expect(eveningOf('2026-11-21', 'Europe/London', night).toISOString()).toBe('2026-11-22T20:00:00.000Z');
  });
});
