import { Notice } from '@/components/ui/notice';

/** Paid, by a tip's own charge or on a bill; until the fee is booked its figure is an estimate. */
export function PaidNotice({ isActual }: { isActual: boolean }) {
  return (
    <Notice tone="good" icon="check">
      Paid. {isActual ? 'These are the actual cents.' : 'The card fee is estimated until Stripe books it, in a moment.'}
    </Notice>
  );
}

/** They come from the hosted page, and we have not heard of it yet. */
export function AskingNotice() {
  return (
    <Notice tone="wait" icon="clock">
      Asking Stripe about your payment; this takes a few seconds.
      <noscript> Reload this page to look again.</noscript>
    </Notice>
  );
}
