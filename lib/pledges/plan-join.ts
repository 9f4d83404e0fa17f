import { dayOfMonth, nextMonthDay, plusDays, type Day } from '@/lib/dates';
import { billingDayOf, piecesBetween, type Piece } from '@/lib/tab/input';

/** What joining today means, before it is done; amounts in minor units, days the fan's own. */
export type JoinPlan = {
  today: Day;
  /** What goes on the tab at once: the days `[fromOn, untilOn)`. */
  first: Piece;
  /** The first billing date after today that adds something, and what it adds. */
  next: { on: Day; amountMinor: number; fromOn: Day };
  /** From here on, every month in full. */
  monthly: { on: Day; amountMinor: number };
  billingDay: number;
};

export type JoinTerms = {
  today: Day;
  /** NULL for who never had a line: then today is the first billing day. */
  billingDay: number | null;
  amountMinor: number;
  firstMonthInFull: boolean;
  /** The least that a few days cost. */
  minimumMinor: number;
};

/**
 * What a pledge that starts today costs and when (DESIGN.md 4.4): the days up to the next billing
 * day at once, then every month in advance on that day. A tier whose first month is paid in full
 * takes the whole price for a month from today; the next billing day then adds only what is missing.
 */
export function planJoin(terms: JoinTerms): JoinPlan {
  const { today, amountMinor, minimumMinor } = terms;
  const billingDay = terms.billingDay ?? billingDayOf(today);
  const nextOn = nextMonthDay(today, billingDay);
  const [days] = piecesBetween(today, nextOn, billingDay, amountMinor, minimumMinor);
  if (!days) throw new Error('The next billing day comes after today');
  const isFull = terms.firstMonthInFull && !days.isWholeMonth;
  const first = isFull ? { fromOn: today, untilOn: monthAfter(today), amountMinor, isWholeMonth: false } : days;
  const afterOn = nextMonthDay(nextOn, billingDay);
  const missing = piecesBetween(first.untilOn, afterOn, billingDay, amountMinor, minimumMinor);
  return {
    today,
    first,
    next: { on: nextOn, amountMinor: missing.reduce((sum, piece) => sum + piece.amountMinor, 0), fromOn: first.untilOn },
    monthly: { on: first.untilOn === nextOn ? nextOn : afterOn, amountMinor },
    billingDay,
  };
}

/**
 * The same day a month later, or the last of a month that is too short: 31 January → 28 February.
 */
export function monthAfter(day: Day): Day {
  const last = plusDays(nextMonthDay(nextMonthDay(day, 1), 1), -1);
  const at = Math.min(dayOfMonth(day), dayOfMonth(last));
  return `${last.slice(0, 8)}${String(at).padStart(2, '0')}`;
}

/** The plan as one text, by which a form says which amounts it showed. */
export function planMark({ first, next, monthly }: JoinPlan): string {
  return [first.fromOn, first.untilOn, first.amountMinor, next.on, next.amountMinor, monthly.amountMinor].join('_');
}
