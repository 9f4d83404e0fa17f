import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTryAfter, writeOffAt } from '@/lib/billing/dunning-days';
import { failureKind } from '@/lib/billing/failure-kind';
import { feePostings, paidPosting } from '@/lib/billing/postings';
import type { BillLine } from '@/lib/billing/bill-rows';
import { sharePlatformFee, shareProcessorFee } from '@/lib/billing/share-fees';
import { addDays } from '@/lib/dates';
import { partOf } from '@/lib/pricing/input';

const id = (at: number) => `018f0000-0000-7000-8000-${String(at).padStart(12, '0')}`;
const lines = fc.array(fc.record({ creator: fc.nat(4), amountMinor: fc.integer({ min: 10, max: 3_000 }), waits: fc.boolean() }), { minLength: 1, maxLength: 20 });
const rotation = fc.nat(50);

function toLine({ creator, amountMinor, waits }: { creator: number; amountMinor: number; waits: boolean }, at: number): BillLine {
  return {
    id: id(at), billId: id(900), fanId: id(901), creatorId: id(500 + creator), currency: 'USD', kind: 'pledge_month', pledgeId: id(600 + at), amountMinor,
    fromOn: null, untilOn: null, status: waits ? 'waiting' : 'billed', fanOwner: id(902), creatorOwner: id(700 + creator), platformFeeMinor: 0, feeShareMinor: null,
    heldMinor: 0, availableMinor: 0, wasWaiting: waits,
  };
}
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe('a bill that is paid', () => {
  it('shares the fee and the platform’s fee to the cent, and what it posts is what it charged', () => {
    fc.assert(fc.property(lines, rotation, fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 60 }), (drawn, turn, basisPoints, percent) => {
      const all = drawn.map(toLine);
      const total = sum(all.map((line) => line.amountMinor));
      const fee = Math.floor((total * percent) / 100);
      const platform = sharePlatformFee(all, basisPoints, turn);
      for (const creatorId of new Set(all.map((line) => line.creatorId))) {
        const own = all.flatMap((line, at) => (line.creatorId === creatorId ? [{ line, at }] : []));
        expect(sum(own.map(({ at }) => platform[at] ?? 0))).toBe(partOf(sum(own.map(({ line }) => line.amountMinor)), basisPoints));
      }
      const shares = shareProcessorFee(all, fee, turn);
      expect(sum(shares)).toBe(fee);
      const bill = { id: id(900), fanId: id(901), currency: 'USD' as const, status: 'due' as const, rotation: turn, createdAt: new Date(), failingSince: null, writeOffAt: null, amountMinor: total, lines: all };
      const paid = paidPosting(bill, platform, { paymentId: id(950), chargeId: 'ch_1', settledAt: new Date(0) });
      const of = (kind: string) => sum(paid.filter((transfer) => transfer.kind === kind).map((transfer) => transfer.amountMinor));
      expect([of('bill_collected'), of('line_collected')]).toEqual([total, total]);
      expect(of('line_accrued')).toBe(sum(all.filter((line) => line.wasWaiting).map((line) => line.amountMinor)));
      expect(of('platform_fee')).toBe(sum(platform));
      all.forEach((line, at) => Object.assign(line, { platformFeeMinor: platform[at], heldMinor: line.amountMinor - (platform[at] ?? 0) }));
      const posted = feePostings(all, shares, { paymentId: id(950), balanceTransactionId: 'txn_1', settledAt: new Date(0) });
      expect(sum(posted.transfers.map((transfer) => transfer.amountMinor))).toBe(fee);
      expect(posted.transfers.filter((transfer) => transfer.externalRef !== null)).toHaveLength(fee > 0 ? 1 : 0);
      expect(posted.taken.every(({ heldMinor, availableMinor }) => heldMinor >= 0 && availableMinor === 0)).toBe(true);
    }));
  });

  it('of ten dollars to ten leaves each of them the odd cent once in ten bills', () => {
    const ten = Array.from({ length: 10 }, (_, at) => toLine({ creator: at, amountMinor: 100, waits: false }, at));
    const lucky = Array.from({ length: 10 }, (_, turn) => shareProcessorFee(ten, 59, turn).indexOf(5));
    expect(lucky.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe('a refused bill', () => {
  it('is tried five times within three weeks, however late its worker is, and never after that', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 6 * 24 }), { minLength: 6, maxLength: 6 }), (late) => {
      const since = new Date('2027-01-10T20:00:00Z');
      let now = since;
      let tries = 1;
      for (const hours of late) {
        const next = nextTryAfter(since, now);
        if (!next) break;
        expect(next > now && next <= writeOffAt(since)).toBe(true);
        now = new Date(next.getTime() + hours * 3_600_000);
        tries += 1;
      }
      expect(nextTryAfter(since, now) === null ? tries <= 5 : tries < 5).toBe(true);
    }));
    const since = new Date('2027-01-10T20:00:00Z');
    expect([0, 2, 7, 14, 21].map((days) => nextTryAfter(since, addDays(since, days)))).toEqual([2, 7, 14, 21].map((days) => addDays(since, days)).concat([null] as never[]));
  });

  it.each([
    ['insufficient_funds', null, 'soft'], ['insufficient_funds', 'try_again_later', 'soft'], ['generic_decline', 'do_not_try_again', 'hard'],
    ['expired_card', null, 'hard'], ['lost_card', null, 'hard'], ['card_gone', 'do_not_try_again', 'hard'], ['authentication_required', null, 'authentication'],
    ['authentication_required', 'confirm_card_data', 'authentication'], [null, null, 'soft'],
  ])('for %s, advised %s, is %s', (code, advice, kind) => {
    expect(failureKind(code, advice)).toBe(kind);
  });
});
