import type { FreeLine } from './repay-debt';

/** Which lines a payout takes, and what it leaves; minor units. */
export type Choice = {
  takes: FreeLine[];
  amountMinor: number;
  /** What stays available, because a new page keeps some back. */
  keptMinor: number;
};

/**
 * Chooses what a payout takes: whole lines, the oldest first, as long as what stays behind is at least
 * the part that a new page leaves. Pure.
 *
 * @param lines what is free after the creator's debt was repaid of it, the oldest first
 * @param reservePercent what must stay, in hundredths of the sum, rounded up; 0 for who is new no more
 * @param outMinor what left in payouts before: it counts into that sum, or one payout after the other would take the reserve
 */
export function chooseLines(lines: readonly FreeLine[], reservePercent: number, outMinor = 0): Choice {
  const freeMinor = lines.reduce((sum, { availableMinor }) => sum + availableMinor, 0);
  const reserveMinor = Number((BigInt(freeMinor + outMinor) * BigInt(reservePercent) + 99n) / 100n);
  const takes: FreeLine[] = [];
  let amountMinor = 0;
  for (const line of lines) {
    if (freeMinor - amountMinor - line.availableMinor < reserveMinor) break;
    takes.push(line);
    amountMinor += line.availableMinor;
  }
  return { takes, amountMinor, keptMinor: freeMinor - amountMinor };
}
