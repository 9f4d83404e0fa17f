import type { Currency } from '@/lib/money/input';
import type { TipEstimate } from '@/lib/pricing/input';
import type { FormAction } from '@/components/ui/form-state';
import type { TipWay } from '@/lib/tips/input';
import { ConfirmForm } from './confirm-form';
import { TipReceipt } from './tip-receipt';
import { TipWords, type Words } from './tip-words';

/** The exact sums of a tip from a form without JavaScript, and the one button that confirms them. */
export function ConfirmTip(props: {
  action: FormAction;
  draftId: string;
  creator: { name: string; handle: string };
  currency: Currency;
  estimate: TipEstimate;
  /** The tip as the button says it: "$3". */
  tip: string;
  words: Words;
  /** By card now, or on the tab of who is signed in. */
  way: TipWay;
  /** The methods that the operator's account offers, as words: "card, SEPA debit or PayPal". */
  payWith: string;
}) {
  const { creator, estimate, currency } = props;
  return (
    <div className="shell grid max-w-lg gap-6 pt-6 sm:pt-12">
      <h1 className="text-3xl">Your tip for {creator.name}</h1>
      <TipReceipt estimate={estimate} currency={currency} creatorName={creator.name} open />
      <TipWords words={props.words} creatorName={creator.name} />
      <div className="grid gap-3">
        <ConfirmForm action={props.action} draftId={props.draftId} label={props.way === 'tab' ? `Put ${props.tip} on your tab` : `Tip ${props.tip}`} />
        <p className="hint text-center">
          Nothing has been charged yet.{' '}
          {props.way === 'tab' ? 'It is charged together with the rest of your tab. You ' : `You pay on Stripe’s page${props.payWith && ` by ${props.payWith}`}, and `}
          agree to our{' '}
          <a href="/terms" className="text-link">
            terms
          </a>
          .
        </p>
      </div>
      <p className="text-center">
        <a href={`/${creator.handle}`} className="quiet-link underline">
          Start again
        </a>
      </p>
    </div>
  );
}
