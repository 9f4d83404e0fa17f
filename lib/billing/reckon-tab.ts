import { nextMonthDay, type Day } from '@/lib/dates';
import { stripeMinimum, type Currency } from '@/lib/money';
import { eveningOf, piecesBetween, type Piece } from '@/lib/tab/input';

/** A tab as its bill is reckoned from: whose days it follows and what its fan chose. */
export type TabToBill = {
  fanId: string;
  currency: Currency;
  timeZone: string;
  billingDay: number;
  nextBillOn: Day;
  /** The newest billing date that has its bill; null before the first. */
  billedOn: Day | null;
  smallBills: 'roll_over' | 'charge';
  rolledBills: number;
};

/** An active pledge as it stands before its bill: what a month costs from `paidUntil` on. */
export type PledgeToBill = { id: string; creatorId: string; creatorTakesMoney: boolean; monthMinor: number; paidUntil: Day };

/** What the operator set that a bill depends on, in minor units. */
export type BillLimits = { smallBillMinor: number; daysMinimumMinor: number };

/** A line that the bill writes: days of a pledge that are paid in advance. */
export type MonthLine = { pledgeId: string; creatorId: string; kind: 'pledge_month' | 'pledge_days' } & Pick<Piece, 'fromOn' | 'untilOn' | 'amountMinor'>;

/** How often in a row a small bill may wait for the next billing day. */
const ROLLS_MOST = 3;

/**
 * The billing date that is due, and the one after it; `isBilled` when that date has had its bill (a
 * fan who moves their day and their time zone may meet one twice): then only the next is waited for. A worker that slept over one or more of them
 * makes one bill, of the last: nobody is charged twice in an evening for our absence.
 */
export function billingDates({ nextBillOn, billingDay, timeZone, billedOn }: TabToBill, now: Date): { billingOn: Day; next: Day; nextAt: Date; isBilled: boolean } {
  for (let billingOn = nextBillOn; ; ) {
    const next = nextMonthDay(billingOn, billingDay);
    const nextAt = eveningOf(next, timeZone, EVER);
    if (nextAt > now) return { billingOn, next, nextAt, isBilled: billedOn !== null && billingOn <= billedOn };
    billingOn = next;
  }
}

/** Before every evening there is, so that the evening of a day is that day's. */
const EVER = new Date(0);

/** Pieces that were cut before: most pledges of an evening are paid until the same day, and many cost the same. */
export type KnownPieces = Map<string, Piece[]>;

/**
 * The lines of active pledges that a billing date writes: from the day until which each is paid up
 * to the next billing date, cut at the billing days (DESIGN.md 4.4). A creator who takes no money
 * now is owed nothing for the time.
 */
export function monthLines(pledges: readonly PledgeToBill[], until: Day, billingDay: number, { daysMinimumMinor }: BillLimits, known: KnownPieces = new Map()): MonthLine[] {
  const piecesOf = ({ paidUntil, monthMinor }: PledgeToBill) => {
    const key = `${paidUntil} ${until} ${billingDay} ${monthMinor} ${daysMinimumMinor}`;
    const pieces = known.get(key) ?? piecesBetween(paidUntil, until, billingDay, monthMinor, daysMinimumMinor);
    known.set(key, pieces);
    return pieces;
  };
  return pledges.filter(({ creatorTakesMoney }) => creatorTakesMoney).flatMap((pledge) =>
    piecesOf(pledge).map(({ fromOn, untilOn, amountMinor, isWholeMonth }): MonthLine => ({
      pledgeId: pledge.id, creatorId: pledge.creatorId, fromOn, untilOn, amountMinor, kind: isWholeMonth ? 'pledge_month' : 'pledge_days',
    })));
}

/**
 * Whether what is owed waits for the next billing day: as the fan has chosen for small bills, at
 * most three times in a row; and whatever they chose while the processor takes no charge this small.
 */
export function rollsOver(tab: Pick<TabToBill, 'currency' | 'smallBills' | 'rolledBills'>, totalMinor: number, { smallBillMinor }: BillLimits): boolean {
  if (totalMinor < stripeMinimum(tab.currency)) return true;
  return totalMinor < smallBillMinor && tab.smallBills === 'roll_over' && tab.rolledBills < ROLLS_MOST;
}
