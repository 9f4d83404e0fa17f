import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysFrom, dayOfMonth, nextMonthDay, plusDays, type Day } from '@/lib/dates';
import { monthAfter, planChange, planJoin } from '@/lib/pledges/input';
import { piecesBetween } from '@/lib/tab/input';

const day = fc.integer({ min: 0, max: 365 * 8 }).map((days) => plusDays('2023-01-01', days));
const price = fc.integer({ min: 100, max: 50_000 });
const billingDay = fc.option(fc.integer({ min: 1, max: 28 }));
const MINIMUM = 10;

test('nine days of a dollar cost thirty cents, and a whole month its price', () => {
  const terms = { today: '2026-11-22', billingDay: 1, amountMinor: 100, firstMonthInFull: false, minimumMinor: MINIMUM };
  expect(planJoin(terms)).toEqual({
    today: '2026-11-22',
    first: { fromOn: '2026-11-22', untilOn: '2026-12-01', amountMinor: 30, isWholeMonth: false },
    next: { on: '2026-12-01', fromOn: '2026-12-01', amountMinor: 100 },
    monthly: { on: '2026-12-01', amountMinor: 100 },
    billingDay: 1,
  });
  expect(planJoin({ ...terms, billingDay: null }).first).toEqual({ fromOn: '2026-11-22', untilOn: '2026-12-22', amountMinor: 100, isWholeMonth: true });
});

test('a first month in full is paid at once, and the next billing day adds only the days not yet paid', () => {
  const plan = planJoin({ today: '2026-11-22', billingDay: 1, amountMinor: 100, firstMonthInFull: true, minimumMinor: MINIMUM });
  expect(plan.first).toMatchObject({ fromOn: '2026-11-22', untilOn: '2026-12-22', amountMinor: 100 });
  expect(plan.next).toEqual({ on: '2026-12-01', fromOn: '2026-12-22', amountMinor: 32 });
  expect(plan.monthly).toEqual({ on: '2027-01-01', amountMinor: 100 });
});

test('who begins on the 29th to the 31st, or on 29 February, is billed on the 28th and pays to the next one', () => {
  for (const [today, next] of [['2026-01-31', '2026-02-28'], ['2024-02-29', '2024-03-28'], ['2026-12-30', '2027-01-28']] as const) {
    const plan = planJoin({ today, billingDay: null, amountMinor: 100, firstMonthInFull: false, minimumMinor: MINIMUM });
    expect([plan.billingDay, plan.first.untilOn]).toEqual([28, next]);
  }
});

test('a month after a day is the same day of the next month, or its last', () => {
  expect(['2026-01-31', '2024-01-31', '2026-02-28', '2024-02-29', '2026-12-31', '2026-11-22'].map(monthAfter)).toEqual([
    '2026-02-28', '2024-02-29', '2026-03-28', '2024-03-29', '2027-01-31', '2026-12-22',
  ]);
  fc.assert(fc.property(day, (from) => {
    const days = daysFrom(from, monthAfter(from));
    expect(days).toBeGreaterThanOrEqual(28);
    expect(days).toBeLessThanOrEqual(31);
    expect(dayOfMonth(monthAfter(from))).toBeLessThanOrEqual(dayOfMonth(from));
  }));
});

test('whatever day one joins on, each price lies between ten cents and the price, and no day is paid twice or left out', () => {
  fc.assert(
    fc.property(day, billingDay, price, fc.boolean(), (today, known, amountMinor, firstMonthInFull) => {
      const plan = planJoin({ today, billingDay: known, amountMinor, firstMonthInFull, minimumMinor: MINIMUM });
      expect(plan.first.amountMinor).toBeGreaterThanOrEqual(MINIMUM);
      expect(plan.first.amountMinor).toBeLessThanOrEqual(amountMinor);
      expect(plan.first.fromOn).toBe(today);
      expect(plan.next.fromOn).toBe(plan.first.untilOn);
      expect(dayOfMonth(plan.next.on)).toBe(plan.billingDay);
      expect(plan.next.on > today).toBe(true);
      expect(plan.monthly.on >= plan.next.on).toBe(true);
      // Three billing days on, the pieces lie end to end.
      let paidUntil = plan.first.untilOn;
      for (let on = plan.next.on, months = 0; months < 3; on = nextMonthDay(on, plan.billingDay), months += 1) {
        const until = nextMonthDay(on, plan.billingDay);
        for (const piece of piecesBetween(paidUntil, until, plan.billingDay, amountMinor, MINIMUM)) {
          expect(piece.fromOn).toBe(paidUntil);
          expect(piece.amountMinor).toBeGreaterThanOrEqual(MINIMUM);
          expect(piece.amountMinor).toBeLessThanOrEqual(amountMinor);
          paidUntil = piece.untilOn;
        }
        expect(paidUntil >= until).toBe(true);
      }
    }),
  );
});

test('what is shown for the next billing day is what that day will write', () => {
  fc.assert(
    fc.property(day, billingDay, price, fc.boolean(), (today, known, amountMinor, firstMonthInFull) => {
      const plan = planJoin({ today, billingDay: known, amountMinor, firstMonthInFull, minimumMinor: MINIMUM });
      const written = piecesBetween(plan.first.untilOn, nextMonthDay(plan.next.on, plan.billingDay), plan.billingDay, amountMinor, MINIMUM);
      expect(written.reduce((sum, piece) => sum + piece.amountMinor, 0)).toBe(plan.next.amountMinor);
      if (plan.next.on === plan.monthly.on) expect(plan.next.amountMinor).toBe(amountMinor);
    }),
  );
});

test('a change costs nothing when it is less, and at most the difference when it is more', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 28 }), fc.integer({ min: 0, max: 31 }), price, price, (today, at, left, fromMinor, toMinor) => {
      const paidUntil: Day = nextMonthDay(plusDays(today, left), at);
      const plan = planChange({ fromMinor, toMinor, today, paidUntil, billingDay: at, inFull: false, minimumMinor: MINIMUM });
      if (toMinor <= fromMinor) expect(plan.todayMinor).toBe(0);
      else expect(plan.todayMinor).toBeLessThanOrEqual((toMinor - fromMinor) * 3);
      expect(plan.todayMinor === 0 || plan.todayMinor >= MINIMUM).toBe(true);
      expect(plan.fromOn >= today).toBe(true);
    }),
  );
});
