import type { ReactNode } from 'react';
import type { FeeChange, FeeEstimate } from '@/lib/pricing';
import { estimateTip } from '@/lib/pricing/input';
import { formatMoney } from '@/lib/money/input';
import { FeeCalculator, type CurrencyPrice } from './fee-calculator';
import { FeeHistory } from './fee-history';
import { percent } from './fee-words';
import { ProcessorPrices } from './processor-prices';

export type FeesProps = {
  prices: readonly [CurrencyPrice, ...CurrencyPrice[]];
  history: FeeChange[];
  estimates: FeeEstimate[];
  now: Date;
  noticeDays: number;
  nonce: string | undefined;
};

/** The page about fees: what arrives of small gifts, what each side takes, and since when. */
export function Fees({ prices, history, estimates, now, noticeDays, nonce }: FeesProps) {
  const [first] = prices;
  const fee = percent(first.pricing.platformFeeBasisPoints);
  return (
    <div className="shell pt-6 sm:pt-12">
      {/* A calculator that cannot reckon only stands in the way of the receipts below it. */}
      <noscript>
        <style nonce={nonce}>{'.needs-script{display:none!important}'}</style>
      </noscript>
      <div className="max-w-2xl">
        <h1 className="text-4xl sm:text-5xl">Where every cent goes</h1>
        <p className="mt-4 text-lg">
          Tuppence takes <strong>{fee}</strong>. Stripe, which moves the money, takes a part and a
          fixed sum of every charge, and of one dollar the fixed sum alone is nearly a third. So
          gifts this small belong on one bill.
        </p>
      </div>
      <section aria-labelledby="alone-or-together" className="mt-10">
        <h2 id="alone-or-together" className="mb-5 text-2xl">
          Alone, or together
        </h2>
        <FeeCalculator prices={prices} />
      </section>
      <div className="mt-16 grid gap-14 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr] lg:gap-x-20">
        <div className="lg:col-start-2">
          <FeeHistory history={history} now={now} noticeDays={noticeDays} />
        </div>
        <section aria-labelledby="processor" className="lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <h2 id="processor" className="text-2xl">
            What the processor takes
          </h2>
          <p className="mt-3 max-w-xl text-second">
            Estimates, shown before you pay. Your receipt then carries the fee that Stripe really
            took, to the cent.
          </p>
          <ProcessorPrices estimates={estimates} />
        </section>
        <SmallPrint first={first} />
      </div>
    </div>
  );
}

function SmallPrint({ first }: { first: CurrencyPrice }) {
  const { currency, pricing, giftMinor } = first;
  const covered = estimateTip({ ...pricing, currency, amountMinor: giftMinor, platformTipMinor: 0, coverFees: true });
  const gift = formatMoney(giftMinor, currency, { trim: true });
  return (
    <section aria-labelledby="small-print" className="lg:col-start-2">
      <h2 id="small-print" className="text-2xl">
        Good to know
      </h2>
      <dl className="mt-4 grid gap-5">
        <Fact term="You may cover the fees">
          A tick box, never ticked for you. On {gift} you then pay{' '}
          {formatMoney(covered.youPayMinor, currency)} and the creator receives {gift}.
        </Fact>
        <Fact term="A tip for Tuppence">is nothing, unless you type a sum.</Fact>
        <Fact term="Payouts">
          cost creators nothing. <a href="/payouts" className="text-link">How they work</a>, and how
          long we take.
        </Fact>
        <Fact term="Refunds">
          Stripe keeps its fee when money goes back. The creator bears it; Tuppence gives its own
          fee back.
        </Fact>
        <Fact term="Rounding">
          Fees are rounded half up to the smallest coin, as Stripe does. The shares of one fee
          always add up to it exactly.
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-semibold">{term}</dt>
      <dd className="text-second">{children}</dd>
    </div>
  );
}
