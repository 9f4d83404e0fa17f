import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { daysFrom, momentAt, plusDays, type Day } from '@/lib/dates';
import { formatMoney, type Currency } from '@/lib/money/input';
import type { JoinView } from '@/lib/pledges';
import type { JoinPlan } from '@/lib/pledges/input';
import { processorFee } from '@/lib/pricing/input';
import { wordDay, wordDays } from '@/lib/receipts/input';

/** When bills are made: at eight in the evening there. */
const EVENING = 20;

type Props = {
  plan: JoinPlan;
  currency: Currency;
  view: JoinView;
  /** What it is now where the fan lives. */
  clock: { timeZone: string; now: Date };
};

/** Every amount and date of a pledge before it is made: today, the next bill, and each month. */
export function JoinReceipt({ plan, currency, view, clock }: Props) {
  const { first, next, monthly } = plan;
  const sum = (minor: number) => formatMoney(minor, currency);
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
          <p>{when(plan, view, clock)}</p>
          <SmallBill plan={plan} currency={currency} view={view} />
        </>
      )}
    </div>
  );
}

/** What would pass the limit is not refused but charged at once with the rest of the tab. */
function passesLimit({ first }: JoinPlan, { owedMinor, limitMinor }: JoinView): boolean {
  return owedMinor + first.amountMinor > limitMinor;
}

/** When the card is charged for what goes on the tab today. */
function when({ today, billingDay }: JoinPlan, { nextBillOn }: JoinView, { timeZone, now }: Props['clock']): string {
  const on = nextBillOn ?? today;
  const day = `Your bill day is the ${ordinal(billingDay)} of each month.`;
  const evening = momentAt(today, EVENING, timeZone) > now ? 'this evening' : 'tomorrow evening';
  if (on <= today) return `${day} Today’s amount goes on your tab, and the tab is charged once, ${evening}, with all that you add until then.`;
  const days = daysFrom(today, on);
  return `${day} Today’s amount goes on your tab, which is charged once, on the evening of ${wordDay(on)}${days === 1 ? ', tomorrow' : ''}.`;
}

/** A small bill loses much of itself to the card fee, so it waits; how much is said here. */
function SmallBill({ plan, currency, view }: Omit<Props, 'clock'>) {
  // A bill of another day than today brings the first month with it.
  const monthMinor = (view.nextBillOn ?? plan.today) > plan.today ? plan.next.amountMinor : 0;
  const totalMinor = view.expectedMinor + plan.first.amountMinor + monthMinor;
  if (totalMinor >= view.smallBillMinor) return null;
  const feeMinor = processorFee(totalMinor, view.pricing.processor);
  const [total, fee, small] = [totalMinor, feeMinor, view.smallBillMinor].map((minor) => formatMoney(minor, currency, { trim: minor === view.smallBillMinor }));
  const share = `${Math.round((feeMinor / totalMinor) * 100)}\u00a0%`;
  return (
    <p className="hint">
      {view.rollsOver
        ? `That bill would be ${total}: charged alone, ${fee} of it (${share}) would go to the card fee. A bill under ${small} therefore waits for the next bill day, three times at most. Pledge to somebody else as well and it need not wait.`
        : `That bill would be ${total}, and ${fee} of it (${share}) goes to the card fee: you chose to be charged for small bills, too.`}
    </p>
  );
}

/** The year goes without saying for days that are weeks away. */
function shortDay(day: Day): string {
  return wordDays(day, plusDays(day, 1));
}

function ordinal(day: number): string {
  const ending = day % 10 === 1 && day !== 11 ? 'st' : day % 10 === 2 && day !== 12 ? 'nd' : day % 10 === 3 && day !== 13 ? 'rd' : 'th';
  return `${day}${ending}`;
}
