import type { ReactNode } from 'react';
import { TipReceipt } from '@/components/tips/tip-receipt';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { formatMoney } from '@/lib/money/input';
import type { TipEstimate } from '@/lib/pricing/input';
import { Banner } from './art';
import { CreatorGrid, type CardProps } from './creator-card';

const GIFTS = 10;

/**
 * The front page: what this is for, with real numbers. `one`, `three` and `ten` are tips of that many
 * dollars at today's prices, so that it never claims what the fees page denies.
 */
export function Home(props: {
  creators: CardProps[];
  one: TipEstimate;
  three: TipEstimate;
  ten: TipEstimate;
}) {
  const [first] = props.creators;
  return (
    <div className="shell grid gap-20 pt-6 sm:gap-28 sm:pt-14">
      <section className="grid items-center gap-10 lg:grid-cols-[minmax(0,1fr)_25rem] lg:gap-20">
        <div>
          <h1 className="text-[2.5rem] sm:text-6xl">Small change, real income.</h1>
          <p className="mt-5 max-w-lg text-lg leading-relaxed text-second sm:text-xl">
            Give a dollar to someone whose work you like. You see what arrives before you pay, and
            what it really cost afterwards. No account needed.
          </p>
          <p className="mt-8 flex flex-wrap gap-3">
            <a href="/explore" className="button">
              Find someone to tip
            </a>
            <a href="/fees" className="button button-plain">
              How fees work
            </a>
          </p>
        </div>
        {first && (
          <figure>
            <Banner banner={first.pictures.banner} eager className="aspect-2/1 w-full rounded-card object-[50%_35%]" />
            <div className="relative mx-5 -mt-14">
              <TipReceipt estimate={props.three} currency="USD" creatorName={first.name} open />
            </div>
            <figcaption className="hint mt-3 text-center">A $3 tip by card, to the cent.</figcaption>
          </figure>
        )}
      </section>
      <OneBill one={props.one} ten={props.ten} />
      <section className="grid gap-10 sm:grid-cols-2">
        <Reason title="If you like to give">
          Type an amount and a few kind words, choose who may read them, pay. Your e-mail and your
          card stay with the payment page; creators never see either.
        </Reason>
        <Reason title="If you make things">
          One page with your words, your links and a goal, and a form that takes any amount from a
          dollar. Your fans see what reaches you, so the price of being paid is nobody’s secret.{' '}
          <a href="/become" className="text-link">
            Open your page
          </a>
        </Reason>
      </section>
      {props.creators.length > 0 && (
        <section aria-labelledby="people">
          <div className="mb-6 flex items-baseline justify-between gap-4">
            <h2 id="people" className="text-2xl sm:text-3xl">
              Some of the people here
            </h2>
            <a href="/explore" className="text-link shrink-0">
              All of them
            </a>
          </div>
          <CreatorGrid creators={props.creators} />
        </section>
      )}
    </div>
  );
}

function Reason({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="border-t-3 border-accent pt-4">
      <h2 className="text-xl">{title}</h2>
      <p className="mt-2 max-w-md leading-relaxed text-second">{children}</p>
    </div>
  );
}

/** Why ten dollars should travel together: the same ten gifts, charged apart and on one bill. */
function OneBill({ one, ten }: { one: TipEstimate; ten: TipEstimate }) {
  const sum = (amountMinor: number) => formatMoney(amountMinor, 'USD');
  const saved = one.processorFeeMinor * GIFTS - ten.processorFeeMinor;
  return (
    <section aria-labelledby="one-bill" className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_19rem_19rem]">
      <div className="max-w-md">
        <h2 id="one-bill" className="text-2xl sm:text-3xl">
          Ten dollars should travel together
        </h2>
        <p className="mt-3 leading-relaxed text-second">
          A card charge costs a fixed fee each time. Charged alone, a dollar loses{' '}
          {sum(one.processorFeeMinor)} of itself. Charged together, ten of them share one fee, and
          creators receive {sum(saved)} more.
        </p>
        <p className="mt-3 leading-relaxed text-second">
          So it is worth giving three dollars once rather than one dollar three times, and each form
          says beforehand what the fee takes.
        </p>
      </div>
      <Gifts title="Charged apart" fees="Card fee, ten times" feeMinor={one.processorFeeMinor * GIFTS} pale />
      <Gifts title="Charged once" fees="Card fee, once" feeMinor={ten.processorFeeMinor} />
    </section>
  );
}

function Gifts(props: { title: string; fees: string; feeMinor: number; pale?: boolean }) {
  const { title, fees, feeMinor } = props;
  const total = GIFTS * 100;
  return (
    <div className={props.pale ? 'pale' : undefined}>
      <h3 className="mb-2 text-lg">{title}</h3>
      <Receipt open>
        <ReceiptLine label="Ten gifts of $1" sum={formatMoney(total, 'USD')} />
        <ReceiptLine label={fees} sum={formatMoney(-feeMinor, 'USD')} />
        <ReceiptTotal label="Creators receive" sum={formatMoney(total - feeMinor, 'USD')} />
      </Receipt>
    </div>
  );
}
