import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDay, plusDays } from '@/lib/dates';
import { isOpenPayout, nextPayoutDay, payoutCost, payoutTermsOf, type PayoutStatus } from '@/lib/payouts';
import { chooseLines } from '@/lib/payouts/choose-lines';
import { carrierOf } from '@/lib/payouts/follow-bank';
import { mayFollow } from '@/lib/payouts/transitions';

const statuses: PayoutStatus[] = ['requested', 'in_review', 'on_hold', 'approved', 'sent', 'paid', 'failed', 'denied', 'cancelled'];
const terms = payoutTermsOf('USD', { payoutLimits: {}, payoutCostBasisPoints: 25, newCreatorReserve: { days: 30, percent: 10 } });

it('the table of ways is the one that the migration draws, and money that left never comes back as open', () => {
  const ways = statuses.flatMap((from) => statuses.filter((to) => mayFollow(from, to)).map((to) => `${from} ${to}`));
  expect(ways).toEqual([
    'requested in_review', 'requested on_hold', 'requested approved', 'requested denied', 'requested cancelled',
    'in_review on_hold', 'in_review approved', 'in_review denied', 'in_review cancelled',
    'on_hold in_review', 'on_hold denied', 'on_hold cancelled',
    'approved in_review', 'approved sent', 'approved failed', 'approved cancelled',
    'sent paid', 'sent failed', 'paid sent', 'paid failed',
  ]);
  for (const from of statuses.filter((status) => !isOpenPayout(status))) {
    expect(statuses.filter((to) => isOpenPayout(to) && mayFollow(from, to))).toEqual([]);
  }
});

describe('what a payout takes', () => {
  const lines = fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 20 })
    .map((amounts) => amounts.map((availableMinor, at) => ({ kind: 'tip' as const, id: String(at), availableMinor })));

  it('is whole lines from the oldest on, and leaves at least the reserve, but no line more than that asks for', () => {
    fc.assert(fc.property(lines, fc.integer({ min: 0, max: 100 }), (free, percent) => {
      const sum = free.reduce((total, { availableMinor }) => total + availableMinor, 0);
      const { takes, amountMinor, keptMinor } = chooseLines(free, percent);
      expect(takes).toEqual(free.slice(0, takes.length));
      expect(amountMinor + keptMinor).toBe(sum);
      expect(keptMinor * 100).toBeGreaterThanOrEqual(sum * percent);
      const next = free[takes.length];
      if (next) expect((keptMinor - next.availableMinor) * 100).toBeLessThan(sum * percent);
    }));
  });
});

describe('what it costs', () => {
  it('is the fixed part, the part of the sum rounded up, and once a month the account', () => {
    expect(payoutCost(terms, 4_820, true)).toBe(25 + 13 + 200);
    expect(payoutCost(terms, 4_820, false)).toBe(25 + 13);
    expect(payoutCost(terms, 4_000, false)).toBe(25 + 10);
  });
});

describe('a schedule', () => {
  it('comes on Mondays or on firsts, always after today', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3_000 }), (days) => {
      const today = plusDays('2026-01-01', days);
      for (const interval of ['weekly', 'monthly'] as const) {
        const next = nextPayoutDay(interval, today) ?? '';
        expect(isDay(next) && next > today).toBe(true);
        if (interval === 'weekly') expect(new Date(`${next}T00:00:00Z`).getUTCDay()).toBe(1);
        else expect(next.slice(8)).toBe('01');
      }
    }));
    expect(nextPayoutDay('asked', '2026-01-01')).toBeNull();
  });
});

it('a transfer is followed from the bank payout that came back to the one that took it up', () => {
  const at = new Date('2026-11-21T00:00:00Z');
  const bank = (stripePayoutId: string, carriedIds: string[]) => ({ stripePayoutId, carriedIds, status: 'paid' as const, failureCode: null, arrivesAt: at, createdAt: at });
  const three = [bank('po_1', ['py_1']), bank('po_2', ['py_2']), bank('po_3', ['po_1', 'py_3'])];
  expect(carrierOf('py_1', three)?.stripePayoutId).toBe('po_3');
  expect(carrierOf('py_2', three)?.stripePayoutId).toBe('po_2');
  expect(carrierOf('py_9', three)).toBeNull();
});
