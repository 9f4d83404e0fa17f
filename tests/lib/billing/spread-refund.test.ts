import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spreadDispute } from '@/lib/billing/spread-dispute';
import { spreadRefund } from '@/lib/billing/spread-refund';

const line = fc
  .tuple(fc.integer({ min: 1, max: 5_000 }), fc.nat(5_000), fc.nat(5_000), fc.nat(5_000))
  .map(([grossMinor, refunded, disputed, claimed]) => {
    const refundedMinor = Math.min(refunded, grossMinor);
    const disputedMinor = Math.min(disputed, grossMinor - refundedMinor);
    return { grossMinor, refundedMinor, disputedMinor, claimedMinor: Math.min(claimed, grossMinor - refundedMinor - disputedMinor) };
  });
const lines = fc.array(line, { minLength: 1, maxLength: 12 }).map((all) => all.map((each, at) => ({ ...each, id: String(at) })));

it('a refund that names no line falls on all of them, to the cent, and on none more than is left of it', () => {
  fc.assert(fc.property(lines, fc.nat(60_000), (all, wanted) => {
    const rest = all.map(({ grossMinor, refundedMinor, disputedMinor }) => grossMinor - refundedMinor - disputedMinor);
    const refundMinor = Math.min(wanted, rest.reduce((sum, minor) => sum + minor, 0));
    const parts = spreadRefund(all, refundMinor, new Map());
    expect(parts.reduce((sum, minor) => sum + minor, 0)).toBe(refundMinor);
    parts.forEach((minor, at) => expect(minor).toBeLessThanOrEqual(rest[at] ?? 0));
  }));
});

it('spares what another refund was asked for, as long as others have more', () => {
  const all = [{ id: 'a', grossMinor: 100, refundedMinor: 0, disputedMinor: 0, claimedMinor: 100 }, { id: 'b', grossMinor: 300, refundedMinor: 0, disputedMinor: 0, claimedMinor: 0 }];
  expect(spreadRefund(all, 300, new Map())).toEqual([0, 300]);
  expect(spreadRefund(all, 350, new Map())).toEqual([50, 300]);
});

it('falls on the lines that it names, and on others only where another refund was there first', () => {
  const all = [{ id: 'a', grossMinor: 100, refundedMinor: 0, disputedMinor: 0, claimedMinor: 0 }, { id: 'b', grossMinor: 300, refundedMinor: 0, disputedMinor: 0, claimedMinor: 0 }];
  expect(spreadRefund(all, 100, new Map([['a', 100]]))).toEqual([100, 0]);
  expect(spreadRefund([{ ...all[0], id: 'a', grossMinor: 100, refundedMinor: 40, disputedMinor: 0, claimedMinor: 0 }, ...all.slice(1)], 100, new Map([['a', 100]]))).toEqual([60, 40]);
});

it('a dispute falls on what the lines have, the rest on nobody’s; given back in part no line is left with more than before, and asked again it is as it was', () => {
  fc.assert(fc.property(lines, fc.nat(60_000), fc.nat(60_000), (all, takenMinor, other) => {
    const sum = (parts: readonly number[]) => parts.reduce((total, minor) => total + minor, 0);
    const rest = all.map(({ grossMinor, refundedMinor, disputedMinor }) => grossMinor - refundedMinor - disputedMinor);
    const first = spreadDispute(all, all.map(() => 0), takenMinor);
    expect(sum(first.parts)).toBe(Math.min(takenMinor, sum(rest)));
    expect(sum(first.parts) + first.excessMinor).toBe(takenMinor);
    first.parts.forEach((minor, at) => expect(minor).toBeLessThanOrEqual(rest[at] ?? 0));
    const less = Math.min(other, takenMinor);
    const second = spreadDispute(all, first.parts, less);
    // The operator is made good first: no gift bears less than a dispute over so much would have taken.
    expect([sum(second.parts), second.excessMinor]).toEqual([Math.min(less, sum(first.parts)), Math.max(0, less - sum(first.parts))]);
    second.parts.forEach((minor, at) => expect(minor).toBeLessThanOrEqual(first.parts[at] ?? 0));
    expect(spreadDispute(all, first.parts, takenMinor)).toEqual(first);
  }));
});
