import type { Day } from '@/lib/dates';
import { priceOfRaise } from '@/lib/tab/input';

/** What another tier or amount means, before it is done. */
export type ChangePlan = {
  /** More: at once. Less: from the day on which a new month is paid. Same: nothing changes in money. */
  kind: 'more' | 'less' | 'same';
  /** What goes on the tab today for the days that are paid at the old amount, in minor units. */
  todayMinor: number;
  today: Day;
  /** From this day on the new amount is paid. */
  fromOn: Day;
  amountMinor: number;
};

export type ChangeTerms = {
  fromMinor: number;
  toMinor: number;
  today: Day;
  paidUntil: Day;
  billingDay: number;
  /** What is less than this for a few days is left to the creator's good will. */
  minimumMinor: number;
};

/**
 * What a change of a running pledge costs and when: more opens at once and pays the difference for
 * the days left; less holds from the next paid month on, because this one is paid.
 */
export function planChange({ fromMinor, toMinor, today, paidUntil, billingDay, minimumMinor }: ChangeTerms): ChangePlan {
  const common = { today, amountMinor: toMinor };
  const ahead = paidUntil > today ? paidUntil : today;
  if (toMinor < fromMinor) return { ...common, kind: 'less', todayMinor: 0, fromOn: ahead };
  if (toMinor === fromMinor) return { ...common, kind: 'same', todayMinor: 0, fromOn: ahead };
  return { ...common, kind: 'more', todayMinor: priceOfRaise({ fromMinor, toMinor, today, paidUntil }, billingDay, minimumMinor), fromOn: ahead };
}

/** The plan as one text, by which a form says which amounts it showed. */
export function changeMark({ kind, todayMinor, fromOn, amountMinor }: ChangePlan): string {
  return [kind, todayMinor, fromOn, amountMinor].join('_');
}
