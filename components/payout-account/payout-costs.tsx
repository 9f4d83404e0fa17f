import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { Section } from '@/components/ui/room-shell';

/** What a payout costs before one is asked for, shown by an example; sums come formatted. */
export function PayoutCosts(props: { sum: string; monthly: string; each: string; share: string; ofShare: string; cost: string; minimum: string }) {
  return (
    <Section title="What a payout costs" hint={`Stripe’s prices, for the first ${props.sum} that you are paid in a month. We bear them.`}>
      <Receipt>
        <ReceiptLine label="For your account, once a month" sum={props.monthly} />
        <ReceiptLine label="For each payout" sum={props.each} />
        <ReceiptLine label={`${props.share} of it`} sum={props.ofShare} />
        <ReceiptLine label="We pay Stripe" sum={props.cost} />
        <ReceiptTotal label="You get" sum={props.sum} />
      </Receipt>
      <p>
        Because of this, the least that is paid out is <b>{props.minimum}</b>. Your bank may take something of its own.
      </p>
      <p>
        <a href="/dashboard/payouts" className="text-link">
          Your payouts
        </a>
      </p>
    </Section>
  );
}
