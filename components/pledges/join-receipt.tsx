import { SmallBillChoices } from '@/components/tab/small-bill';
import { wordOrdinal } from '@/components/tab/tab-words';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { dayOfMonth, daysFrom, momentAt, plusDays, type Day } from '@/lib/dates';
import { formatMoney, type Currency } from '@/lib/money/input';
import type { JoinView } from '@/lib/pledges';
import type { JoinPlan } from '@/lib/pledges/input';
import { compareSmallBill } from '@/lib/pricing/input';
import { wordDays } from '@/lib/receipts/input';

/** When bills are made: at eight in the evening there. */
const EVENING = 20;

/** What it is now where the fan lives. */
type Clock = { timeZone: string; now: Date };

type Props = { plan: JoinPlan; currency: Currency; view: JoinView; clock: Clock };

/** Every amount and date of a pledge before it is made: today, the next bill, and each month. */
export function JoinReceipt({ plan, currency, view, clock }: Props) {
  const { first, next, monthly } = plan;
  const sum = (minor: number) => formatMoney(minor, currency);
  const smallMinor = smallTotal(plan, view, clock);
  const isShort = next.on !== monthly.on && next.amountMinor > 0;
  return (
    <div className="join-receipt" aria-live="polite">
      <Receipt open>
        <ReceiptLine label={`Today, for ${wordDays(first.fromOn, first.untilOn)}`} sum={sum(first.amountMinor)} />
        {isShort && <ReceiptLine label={`On ${shortDay(next.on)}, for ${wordDays(next.fromOn, monthly.on)}`} sum={sum(next.amountMinor)} />}
        <ReceiptTotal label={`Each month, from ${shortDay(monthly.on)}`} sum={sum(monthly.amountMinor)} />
      </Receipt>
      {passesLimit(plan, view) ? (
        <p>
          Your tab takes up to {sum(view.limitMinor)} between two bills, and this passes it. So all that is on it, {sum(view.owedMinor + first.amountMinor)}, is
          charged at once; what you pledge to opens when that charge is done, and it cannot be undone.
        </p>
      ) : (
        <>
          <p>{when(plan, view, clock, smallMinor !== null && view.rollsOver ? sum(smallMinor) : null)}</p>
          {smallMinor !== null && <SmallBill view={view} currency={currency} totalMinor={smallMinor} />}
        </>
      )}
    </div>
  );
}

/** What would pass the limit is not refused but charged at once with the rest of the tab. */
function passesLimit({ first }: JoinPlan, { owedMinor, limitMinor }: JoinView): boolean {
  return owedMinor + first.amountMinor > limitMinor;
}

/** The date of the bill that takes today's amount: of a first tab today, of another by the fan's day. */
function billOn({ today, next }: JoinPlan, { nextBillOn, billingDay }: JoinView, clock: Clock): Day {
  const isToday = billingDay === null || (dayOfMonth(today) === billingDay && isBeforeEvening(today, clock));
  return nextBillOn ?? (isToday ? today : next.on);
}

function isBeforeEvening(today: Day, { timeZone, now }: Clock): boolean {
  return momentAt(today, EVENING, timeZone) > now;
}

/** When the card is charged for what goes on the tab today; a bill that is too small by itself waits. */
function when(plan: JoinPlan, view: JoinView, clock: Clock, waiting: string | null): string {
  const said = `Your bill day is the ${wordOrdinal(plan.billingDay)} of each month. Today’s amount goes on your tab`;
  const due = dueWords(plan.today, billOn(plan, view, clock), clock);
  if (waiting) return `${said}. That makes a bill of ${waiting} ${due}, which is little for a charge of its own: unless you add more until then, it waits a month and joins the next.`;
  return `${said}, and the tab is charged once, ${due}, with all that you add until then.`;
}

/** What falls on today and comes too late for its evening is charged on the next. */
function dueWords(today: Day, on: Day, clock: Clock): string {
  const days = on <= today && !isBeforeEvening(today, clock) ? 1 : daysFrom(today, on);
  if (days > 1) return `on the evening of ${shortDay(on)}`;
  return days === 1 ? 'tomorrow evening' : 'this evening';
}

/** A small bill loses much of itself to the card fee: what becomes of it, and what each choice costs. */
function SmallBill({ view, currency, totalMinor }: Pick<Props, 'view' | 'currency'> & { totalMinor: number }) {
  return (
    <SmallBillChoices
      compared={compareSmallBill(totalMinor, view.smallBillMinor, view.pricing)}
      currency={currency}
      chosen={view.rollsOver ? 'roll_over' : 'charge'}
      mark={view.card ? 'your choice' : 'unless you change it'}
    >
      <p className="hint">
        {view.rollsOver ? 'Pledge or tip to somebody else as well and it need not wait. ' : ''}
        {view.card ? <a href="/account/tab#small" className="text-link">Choose on your tab</a> : 'You choose on your tab, at any time.'}
      </p>
    </SmallBillChoices>
  );
}

/** What the bill that takes today's amount would be, if it is small; null when it is not. */
function smallTotal(plan: JoinPlan, view: JoinView, clock: Clock): number | null {
  const { first, next } = plan;
  // A bill of another day than today brings the first month with it.
  const monthMinor = billOn(plan, view, clock) > plan.today ? next.amountMinor : 0;
  const totalMinor = view.expectedMinor + first.amountMinor + monthMinor;
  return totalMinor < view.smallBillMinor ? totalMinor : null;
}

/** The year goes without saying for days that are weeks away. */
function shortDay(day: Day): string {
  return wordDays(day, plusDays(day, 1));
}
