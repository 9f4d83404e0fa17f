import { invariant } from '@/lib/errors';
import { allocate } from '@/lib/money';

/** What the spread of a line asks of it. Minor units. */
export type SpreadLine = { id: string; grossMinor: number; refundedMinor: number; disputedMinor: number; claimedMinor: number };

/**
 * How a refund that took its money back falls on the lines of its bill: on those that it names, and
 * where it names none, as one made in the processor's dashboard, on all by what of each is not yet
 * refunded. What other refunds, still under way, were asked for is spared as long as there is more.
 * Pure; the parts sum to the refund and pass no line's rest, or it is a bug.
 *
 * @param named by line, in minor units; empty where it names none
 * @returns one part per line, in their order
 */
export function spreadRefund(lines: readonly SpreadLine[], refundMinor: number, named: ReadonlyMap<string, number>): number[] {
  const parts = lines.map((line) => Math.min(named.get(line.id) ?? 0, restOf(line)));
  // More than was named, or than is left of it, went back: another refund was there first.
  addTo(parts, refundMinor, lines.map((line, at) => Math.max(0, restOf(line) - line.claimedMinor - (parts[at] ?? 0))));
  addTo(parts, refundMinor, lines.map((line, at) => restOf(line) - (parts[at] ?? 0)));
  invariant(sum(parts) === refundMinor, 'no more of a bill goes back than it was');
  return parts;
}

/** What of a line has not gone back, to its fan or to a bank. */
function restOf({ grossMinor, refundedMinor, disputedMinor }: SpreadLine): number {
  return grossMinor - refundedMinor - disputedMinor;
}

/** Spreads what is still missing to the total over `room`, as far as there is any. */
function addTo(parts: number[], totalMinor: number, room: readonly number[]): void {
  const missing = Math.min(totalMinor - sum(parts), sum(room));
  allocate(missing, room).forEach((minor, at) => { parts[at] = (parts[at] ?? 0) + minor; });
}

function sum(parts: readonly number[]): number {
  return parts.reduce((total, minor) => total + minor, 0);
}
