import { allocate } from '@/lib/money';
import { spreadRefund, type SpreadLine } from './spread-refund';

/**
 * How what a bank has of a bill falls on its lines, by what of each is not yet refunded, and what is left
 * over because it went back before. A line keeps what it has already as far as there is room: one that the
 * bank gives back in part gives back to each in proportion, one that takes more takes the rest. Pure.
 *
 * @param lines as if the dispute had nothing of them
 * @param hadMinor by line, what it has of each now
 * @returns one part per line, in their order; with the excess they sum to `takenMinor`
 */
export function spreadDispute(lines: readonly SpreadLine[], hadMinor: readonly number[], takenMinor: number): { parts: number[]; excessMinor: number } {
  const room = lines.map(({ grossMinor, refundedMinor, disputedMinor }) => Math.max(0, grossMinor - refundedMinor - disputedMinor));
  const spreadMinor = Math.min(takenMinor, sum(room));
  const kept = room.map((minor, at) => Math.min(minor, hadMinor[at] ?? 0));
  const keptMinor = sum(kept);
  if (spreadMinor <= keptMinor) return { parts: allocate(spreadMinor, kept), excessMinor: takenMinor - spreadMinor };
  const rest = lines.map((line, at) => ({ ...line, disputedMinor: line.disputedMinor + (kept[at] ?? 0) }));
  const more = spreadRefund(rest, spreadMinor - keptMinor, new Map());
  return { parts: kept.map((minor, at) => minor + (more[at] ?? 0)), excessMinor: takenMinor - spreadMinor };
}

function sum(parts: readonly number[]): number {
  return parts.reduce((total, minor) => total + minor, 0);
}
