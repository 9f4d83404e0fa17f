import type { ReactNode } from 'react';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { formatMoney, type Currency } from '@/lib/money/input';
import type { PayoutTerms } from '@/lib/payouts';
import type { ReviewTimes } from '@/lib/review';
import { hoursWords } from './hours-words';

type Terms = PayoutTerms & { currency: Currency };
type Props = { times: ReviewTimes; holdDays: number; terms: Terms[]; restHours: number; operatorName: string };

/** The page about payouts: the steps, and how long people wait for ours. */
export function HowPayoutsWork({ times, holdDays, terms, restHours, operatorName }: Props) {
  return (
    <div className="shell pt-6 sm:pt-12">
      <div className="max-w-2xl">
        <h1 className="text-4xl sm:text-5xl">From a gift to your bank</h1>
        <p className="mt-4 text-lg">
          A person looks at every payout before it leaves: stolen cards are cashed in through pages like these. So you wait for us, and
          you may know how long.
        </p>
      </div>
      <div className="mt-10 grid items-start gap-12 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-x-20">
        <section aria-labelledby="steps">
          <h2 id="steps" className="text-2xl">What happens</h2>
          <dl className="mt-4 grid max-w-xl gap-5">
            <Step term="Collected">What fans pay is held for {days(holdDays)}, and until Stripe has it, in case somebody wants it back. Then it is available.</Step>
            <Step term="Asked for">By you, or by itself each week or month, from {sums(terms, ({ minimumMinor }) => minimumMinor)} on. The money is reserved at once.</Step>
            <Step term="Looked at">An admin sees why to trust and why to doubt, each reason with the gifts behind it. Above {sums(terms, ({ secondApproverMinor }) => secondApproverMinor)} another admin has to agree, and nobody decides about their own page.</Step>
            <Step term="Answered">Approved, it leaves at once. On hold or denied, you read the reason in the admin’s words, and denied money is yours again.</Step>
            <Step term="What it costs">What Stripe takes for a payout is paid by {operatorName}. You see how much it is before you ask.</Step>
            <Step term="After a change">For {restHours} hours after a payout account or a sign-in address changed nothing leaves, so that somebody who stole an account gets nothing.</Step>
            <NewPages terms={terms} />
          </dl>
        </section>
        <section aria-labelledby="times">
          <h2 id="times" className="mb-4 text-2xl">How long it took</h2>
          <Times times={times} />
        </section>
      </div>
    </div>
  );
}

/** Few reviews say little, and the page says so instead of a median of three. */
function Times({ times }: { times: ReviewTimes }) {
  const { decided, medianHours, ninetyHours, slowestHours, waiting, oldestHours } = times;
  if (decided === 0 && waiting === 0) return <p className="text-second">Nobody has asked for a payout in the last {times.days} days, so there is nothing to say yet.</p>;
  return (
    <>
      <Receipt open>
        <ReceiptLine label={`Answered in ${times.days} days`} sum={decided} />
        {medianHours !== null && <ReceiptLine label="Half of them within" sum={hoursWords(medianHours)} />}
        {slowestHours !== null && <ReceiptLine label="The slowest took" sum={hoursWords(slowestHours)} />}
        <ReceiptLine label="Waiting now" sum={waiting} />
        {oldestHours !== null && <ReceiptLine label="The oldest waits for" sum={hoursWords(oldestHours)} />}
        {ninetyHours !== null && <ReceiptTotal label="Nine of ten within" sum={hoursWords(ninetyHours)} />}
      </Receipt>
      <p className="hint mt-3">
        {medianHours === null ? 'Too few to say what is usual; from ten on it stands here. ' : ''}
        From the moment a payout was asked for to our answer, yes or no. Time on hold counts.
      </p>
    </>
  );
}

function NewPages({ terms }: { terms: Terms[] }) {
  const reserve = terms[0]?.reserve;
  if (!reserve || reserve.days === 0 || reserve.percent === 0) return null;
  return <Step term="New pages">In the first {days(reserve.days)} after its first gift a page keeps {reserve.percent} % of all that became available untouched, for gifts that are taken back. Then all of it can be paid out.</Step>;
}

function Step({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-semibold">{term}</dt>
      <dd className="text-second">{children}</dd>
    </div>
  );
}

/** "$25, €25, £25 or ¥2,500" */
function sums(terms: Terms[], of: (terms: Terms) => number): string {
  const all = terms.map((each) => formatMoney(of(each), each.currency, { trim: true }));
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1) ?? ''}`;
}

function days(count: number): string {
  return count === 1 ? 'one day' : `${count} days`;
}
