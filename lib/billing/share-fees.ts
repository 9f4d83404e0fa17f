import { allocate } from '@/lib/money';
import { partOf } from '@/lib/pricing/input';

type Line = { creatorId: string; amountMinor: number };

/**
 * What the platform takes of each line of a bill: reckoned on the total of each creator, so that ten
 * cents never lose a cent to rounding, and then shared over that creator's lines (DESIGN.md 4.1).
 *
 * @param basisPoints the fee that held when the bill was made
 * @returns one share per line, in their order
 */
export function sharePlatformFee(lines: readonly Line[], basisPoints: number, rotation: number): number[] {
  const shares = lines.map(() => 0);
  for (const places of placesByCreator(lines).values()) {
    const amounts = places.map((place) => lines[place]?.amountMinor ?? 0);
    const total = amounts.reduce((sum, minor) => sum + minor, 0);
    const parts = allocate(partOf(total, basisPoints), amounts, rotation);
    places.forEach((place, at) => { shares[place] = parts[at] ?? 0; });
  }
  return shares;
}

/**
 * What each line bears of the processor's real fee on the bill's one charge. The shares sum to the
 * fee exactly; where the last cents tie, another line bears them on every bill (`rotation`).
 */
export function shareProcessorFee(lines: readonly Line[], feeMinor: number, rotation: number): number[] {
  return allocate(feeMinor, lines.map(({ amountMinor }) => amountMinor), rotation);
}

function placesByCreator(lines: readonly Line[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  lines.forEach(({ creatorId }, at) => {
    const of = places.get(creatorId);
    if (of) of.push(at);
    else places.set(creatorId, [at]);
  });
  return places;
}
