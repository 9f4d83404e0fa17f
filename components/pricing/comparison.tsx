import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { formatMoney, type Currency } from '@/lib/money/input';
import { compareBilling, type TipPricing } from '@/lib/pricing/input';
import { inLetters, smallSum } from './fee-words';

export type Gifts = { amountMinor: number; count: number; currency: Currency; pricing: TipPricing };

/** The same gifts twice: one of them charged alone, and all of them charged once. */
export function Comparison(gifts: Gifts) {
  const { amountMinor, count, currency } = gifts;
  const seen = compareBilling(amountMinor, count, gifts.pricing);
  const gift = formatMoney(amountMinor, currency, { trim: true });
  return (
    <div className="grid gap-9 sm:grid-cols-2 sm:gap-6">
      <Side
        heading={`${gift}, charged alone`}
        paidMinor={amountMinor}
        feeMinor={seen.apart.feeEachMinor}
        platformFeeMinor={seen.platformFeeEachMinor}
        receivedMinor={seen.apart.eachReceivesMinor}
        receives="The creator receives"
        currency={currency}
        eachMinor={seen.apart.eachReceivesMinor}
        of={gift}
      />
      <Side
        heading={`${capital(inLetters(count))} times ${gift}, one bill`}
        paidMinor={seen.totalMinor}
        feeMinor={seen.together.feeMinor}
        platformFeeMinor={seen.platformFeeEachMinor * count}
        receivedMinor={seen.together.receivedMinor}
        receives={count === 1 ? 'The creator receives' : `The ${inLetters(count)} receive`}
        currency={currency}
        eachMinor={seen.together.eachReceivesMinor}
        of={count === 1 ? gift : `each ${gift}`}
        odd={oddCents(seen.together, gifts)}
      />
    </div>
  );
}

/** What one bill saves, in a sentence; nothing when it saves nothing. */
export function Saving({ amountMinor, count, currency, pricing }: Gifts) {
  const { savedMinor } = compareBilling(amountMinor, count, pricing);
  if (savedMinor <= 0) return null;
  return (
    <p className="mt-5 text-lg">
      Charged once instead of {inLetters(count)} times, creators receive{' '}
      <strong className="sum text-good">{formatMoney(savedMinor, currency)}</strong> more.
    </p>
  );
}

function Side(props: {
  heading: string;
  paidMinor: number;
  feeMinor: number;
  platformFeeMinor: number;
  receivedMinor: number;
  receives: string;
  currency: Currency;
  eachMinor: number;
  of: string;
  odd?: string | null;
}) {
  const sum = (amountMinor: number) => formatMoney(amountMinor, props.currency);
  const share = Math.max(0, Math.floor((props.receivedMinor / props.paidMinor) * 100));
  return (
    <div className="flex flex-col">
      <h3 className="text-xl">{props.heading}</h3>
      <div className="mt-3 flex-1">
        <Receipt open>
          <ReceiptLine label="Paid" sum={sum(props.paidMinor)} />
          <ReceiptLine label="Card fee, about" sum={sum(-props.feeMinor)} />
          <ReceiptLine label="Tuppence fee" sum={sum(-props.platformFeeMinor)} />
          <ReceiptTotal label={props.receives} sum={sum(props.receivedMinor)} />
        </Receipt>
      </div>
      <progress className="bar mt-4" value={share} max={100} aria-label="Part that arrives, in percent" />
      <Arrives eachMinor={props.eachMinor} currency={props.currency} of={props.of} />
      <p className="hint sm:min-h-[1.5em]">{props.odd}</p>
    </div>
  );
}

function Arrives({ eachMinor, currency, of }: { eachMinor: number; currency: Currency; of: string }) {
  if (eachMinor <= 0) return <p className="mt-3">Nothing arrives: the fee is all of it, or more.</p>;
  return (
    <p className="mt-3">
      <span className="sum text-4xl text-accent">{smallSum(eachMinor, currency)}</span> of {of} arrives
    </p>
  );
}

/** To the cent: shares of one fee differ by one minor unit where it does not divide evenly. */
function oddCents(
  together: { receivedMinor: number; eachReceivesMinor: number; mostReceivesMinor: number },
  { count, currency }: Gifts,
): string | null {
  const lucky = together.receivedMinor - together.eachReceivesMinor * count;
  if (lucky === 0 || together.mostReceivesMinor <= 0) return null;
  const most = smallSum(together.mostReceivesMinor, currency);
  return `For ${inLetters(lucky)} of the ${inLetters(count)}, the odd cent makes it ${most}.`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
