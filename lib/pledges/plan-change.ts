import { nextMonthDay, type Day } from '@/lib/dates';
import { piecesBetween, priceOfRaise } from '@/lib/tab/input';
import { monthAfter } from './plan-join';

/** What goes on the tab today because of a change, and which days it pays for. */
export type ChangeLine = { kind: 'pledge_raise' | 'pledge_days'; fromOn: Day; untilOn: Day };

/** What another tier or amount means, before it is done. */
export type ChangePlan = {
  /** More: at once. Less: from the day on which a new month is paid. Same: nothing changes in money. */
  kind: 'more' | 'less' | 'same';
  /** What goes on the tab today, in minor units; 0 without a line. */
  todayMinor: number;
  line: ChangeLine | null;
  today: Day;
  /** From this day on the new amount is paid, month by month. */
  fromOn: Day;
  amountMinor: number;
};

export type ChangeTerms = {
  fromMinor: number;
  toMinor: number;
  today: Day;
  paidUntil: Day;
  billingDay: number;
  /** Whether it is another tier whose first month is paid in full. */
  inFull: boolean;
  /** What is less than this for a few days is left to the creator's good will. */
  minimumMinor: number;
};

/**
 * What a change of a running pledge costs and when. More opens at once and pays the difference for
 * the days left. Where nothing is paid ahead (on the billing day, before its evening) it pays the new
 * month at once, or it would open for nothing; a tier whose first month is paid in full takes a month
 * from today, less what of it is paid. Less holds from the next paid month on, because this one is.
 */
export function planChange(terms: ChangeTerms): ChangePlan {
  const { fromMinor, toMinor, today, paidUntil } = terms;
  const ahead = paidUntil > today ? paidUntil : today;
  const plan = { today, amountMinor: toMinor, fromOn: ahead, todayMinor: 0, line: null };
  if (toMinor < fromMinor) return { ...plan, kind: 'less' };
  if (toMinor === fromMinor) return { ...plan, kind: 'same' };
  const { line, todayMinor } = more(terms);
  return { ...plan, kind: 'more', todayMinor, line: todayMinor > 0 ? line : null, fromOn: line.untilOn };
}

function more({ fromMinor, toMinor, today, paidUntil, billingDay, inFull, minimumMinor }: ChangeTerms): { line: ChangeLine; todayMinor: number } {
  const worth = (from: Day, to: Day, monthMinor: number, leastMinor: number) =>
    piecesBetween(from, to, billingDay, monthMinor, leastMinor).reduce((sum, piece) => sum + piece.amountMinor, 0);
  const aMonth = monthAfter(today);
  if (inFull && aMonth > paidUntil) {
    const paidMinor = paidUntil > today ? worth(today, paidUntil, fromMinor, 0) : 0;
    return { line: { kind: 'pledge_days', fromOn: paidUntil, untilOn: aMonth }, todayMinor: Math.max(minimumMinor, toMinor - paidMinor) };
  }
  if (paidUntil <= today) {
    const untilOn = nextMonthDay(today, billingDay);
    return { line: { kind: 'pledge_days', fromOn: paidUntil, untilOn }, todayMinor: worth(paidUntil, untilOn, toMinor, minimumMinor) };
  }
  const todayMinor = priceOfRaise({ fromMinor, toMinor, today, paidUntil }, billingDay, minimumMinor);
  return { line: { kind: 'pledge_raise', fromOn: today, untilOn: paidUntil }, todayMinor };
}

/** The plan as one text, by which a form says which amounts it showed. */
export function changeMark({ kind, todayMinor, fromOn, amountMinor }: ChangePlan): string {
  return [kind, todayMinor, fromOn, amountMinor].join('_');
}
