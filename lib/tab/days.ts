import { dayOfMonth, daysFrom, lastMonthDay, momentAt, nextMonthDay, plusDays, type Day } from '@/lib/dates';

/** Bills are made in the evening of the fan's own day, when people are awake to see them. */
export const EVENING = 20;
/** The last day that every month has. */
const LAST = 28;

/** Days of a pledge, `[fromOn, untilOn)`, and what they cost in minor units. */
export type Piece = { fromOn: Day; untilOn: Day; amountMinor: number; isWholeMonth: boolean };

/** The day of the month on which somebody who starts on this day is billed from then on. */
export function billingDayOf(start: Day): number {
  return Math.min(dayOfMonth(start), LAST);
}

/**
 * When the bill of a billing date is made: at eight in the evening there, or, when that is past by
 * the time the date is set, a day later, still as the bill of that date (DESIGN.md 4.3).
 */
export function eveningOf(billOn: Day, timeZone: string, now: Date): Date {
  const evening = momentAt(billOn, EVENING, timeZone);
  return evening > now ? evening : momentAt(plusDays(billOn, 1), EVENING, timeZone);
}

/** The billing period that a day lies in: from the last billing day to the day before the next. */
export function periodOf(day: Day, billingDay: number): { fromOn: Day; untilOn: Day } {
  return { fromOn: lastMonthDay(day, billingDay), untilOn: nextMonthDay(day, billingDay) };
}

/**
 * What the days of one billing period cost: `price × days ÷ days of the period`, rounded down, at
 * least the minimum and at most the price; the whole period costs the price (DESIGN.md 4.4).
 */
export function priceOfDays(
  priceMinor: number,
  days: { fromOn: Day; untilOn: Day },
  billingDay: number,
  minimumMinor: number,
): number {
  const period = periodOf(days.fromOn, billingDay);
  const part = BigInt(priceMinor) * BigInt(daysFrom(days.fromOn, days.untilOn)) / BigInt(daysFrom(period.fromOn, period.untilOn));
  return Math.min(priceMinor, Math.max(Number(part), minimumMinor));
}

/**
 * The days from one to before another, cut at the billing days, each piece with its price: what a
 * pledge that is paid until `fromOn` owes up to `untilOn`. Nothing when `untilOn` does not come after.
 */
export function piecesBetween(fromOn: Day, untilOn: Day, billingDay: number, priceMinor: number, minimumMinor: number): Piece[] {
  const pieces: Piece[] = [];
  for (let start = fromOn; start < untilOn; ) {
    const period = periodOf(start, billingDay);
    const end = period.untilOn < untilOn ? period.untilOn : untilOn;
    const days = { fromOn: start, untilOn: end };
    pieces.push({
      ...days,
      amountMinor: priceOfDays(priceMinor, days, billingDay, minimumMinor),
      isWholeMonth: start === period.fromOn && end === period.untilOn,
    });
    start = end;
  }
  return pieces;
}

/**
 * What somebody who pays more from today on owes at once, up to the day that is paid already: the
 * difference, by days, rounded down; nothing when that is under the minimum.
 */
export function priceOfRaise(
  raise: { fromMinor: number; toMinor: number; today: Day; paidUntil: Day },
  billingDay: number,
  minimumMinor: number,
): number {
  const differenceMinor = raise.toMinor - raise.fromMinor;
  if (differenceMinor <= 0 || raise.paidUntil <= raise.today) return 0;
  const sum = piecesBetween(raise.today, raise.paidUntil, billingDay, differenceMinor, 0)
    .reduce((total, piece) => total + piece.amountMinor, 0);
  return sum < minimumMinor ? 0 : sum;
}
