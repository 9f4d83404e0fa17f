import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';
import { Fact, Facts } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import type { PaymentFile } from '@/lib/admin';
import { formatMoney } from '@/lib/money/input';
import { AddressFact } from './address-fact';
import type { FormAction } from '@/components/ui/form-state';
import { PaymentState } from './payment-list';
import { Transaction } from './t-accounts';
import { Timeline, type Moment } from './timeline';
import { When, type Clocked } from './when';
import { Status } from './status';

type Props = {
  file: PaymentFile;
  /** Masked, unless this admin asked for it. */
  address: string | null;
  isAddressShown: boolean;
  receiptHref: string;
  clock: Clocked;
  show: FormAction;
  /** The refund form, or why there is none. */
  refund: ReactNode;
};

/** One payment: what it was, what happened to it, and what the ledger says of it. */
export function PaymentFilePage({ file, address, isAddressShown, receiptHref, clock, show, refund }: Props) {
  const { payment, creator, tip } = file;
  const names = new Map(creator ? [[creator.ledgerOwner, creator.name]] : []);
  return (
    <div className="dossier">
      <div className="grid gap-5 content-start min-w-0">
        <Section title="What happened">
          <Timeline moments={momentsOf(file)} clock={clock} />
        </Section>
        <Section title="In the ledger" hint="Debits left, credits right; each transaction as it was posted.">
          {file.transactions.length === 0 ? (
            <p className="empty">Nothing was posted: this payment has not been collected.</p>
          ) : (
            file.transactions.map((transfers) => <Transaction key={transfers[0]?.transactionId} transfers={transfers} clock={clock} names={names} />)
          )}
        </Section>
      </div>
      <div className="grid gap-5 content-start min-w-0">
        <Section title="Facts">
          <Facts>
            <Fact label="State"><PaymentState payment={{ ...payment, refundedMinor: tip?.refundedMinor ?? 0 }} /></Fact>
            {creator && <Fact label="To"><a href={`/admin/creators/${creator.id}`} className="text-link">{creator.name}</a></Fact>}
            <AddressFact label="From" kind="payment" id={payment.id} address={address} isShown={isAddressShown} show={show} />
            {payment.billId && <Fact label="For"><a href={`/admin/billing/${payment.billId}`} className="text-link">A bill</a></Fact>}
            {file.person && <Fact label="Account"><a href={`/admin/people/${file.person.id}`} className="text-link">{file.person.displayName ?? 'Without a name'}</a></Fact>}
            <Fact label="Processor fee">{payment.processorFeeMinor === null ? feeWords(payment.feeState) : formatMoney(payment.processorFeeMinor, payment.currency)}</Fact>
            {tip && <Fact label="Platform fee">{formatMoney(tip.platformFeeMinor, payment.currency)}</Fact>}
            {tip && tip.platformTipMinor > 0 && <Fact label="Tip for the platform">{formatMoney(tip.platformTipMinor, payment.currency)}</Fact>}
            {tip?.heldUntil && <Fact label="Held until"><When at={tip.heldUntil} clock={clock} /></Fact>}
            <Fact label="Paid by">{payment.method?.replaceAll('_', ' ') ?? '–'}</Fact>
            {payment.failureCode && <Fact label="Declined">{payment.failureCode}</Fact>}
          </Facts>
          {payment.status === 'succeeded' && (
            <p className="links">
              <a href={receiptHref} className="text-link"><Icon name="file-text" /> Receipt</a>
            </p>
          )}
        </Section>
        <Section title="Ids">
          <Facts>
            <Id label="Payment" id={payment.id} />
            {tip && <Id label="Tip" id={tip.id} />}
            <Id label="Checkout" id={payment.checkoutSessionId} />
            <Id label="Intent" id={payment.paymentIntentId} />
            <Id label="Charge" id={payment.chargeId} />
            <Id label="Balance" id={payment.balanceTransactionId} />
          </Facts>
        </Section>
        {refund}
      </div>
    </div>
  );
}

function Id({ label, id }: { label: string; id: string | null }) {
  if (!id) return null;
  return <Fact label={label}><code>{id}</code></Fact>;
}

function feeWords(state: PaymentFile['payment']['feeState']): string {
  return state === 'foreign' ? 'In another currency, not booked' : 'Not known yet';
}

/** Everything that happened, in the order in which it did. */
function momentsOf({ payment, refunds, disputes, events }: PaymentFile): Moment[] {
  const moments: Moment[] = [{ at: payment.createdAt, what: 'Started', detail: payment.description }];
  for (const event of events) moments.push({ at: event.happenedAt, what: event.type, isQuiet: true, detail: <EventState event={event} /> });
  if (payment.settledAt) {
    moments.push({ at: payment.settledAt, what: 'Collected', detail: payment.processorFeeMinor === null ? undefined : `fee ${formatMoney(payment.processorFeeMinor, payment.currency)}` });
  }
  for (const refund of refunds) {
    const amount = formatMoney(refund.amountMinor, refund.currency);
    moments.push({ at: refund.createdAt, what: `Refund of ${amount} asked`, detail: refund.reason.replaceAll('_', ' ') });
    if (refund.settledAt) moments.push({ at: refund.settledAt, what: `Refund of ${amount} sent`, detail: refund.stripeRefundId });
    if (refund.status === 'failed') moments.push({ at: refund.settledAt ?? refund.createdAt, what: `Refund of ${amount} failed`, detail: refund.failureCode });
  }
  for (const dispute of disputes) {
    moments.push({ at: dispute.openedAt, what: `${dispute.status.startsWith('warning') ? 'Asked about' : 'Disputed'}: ${formatMoney(dispute.amountMinor, dispute.currency)}` });
    if (dispute.closedAt) moments.push({ at: dispute.closedAt, what: dispute.status === 'won' ? 'Dispute won' : dispute.status === 'lost' ? 'Dispute lost' : 'Inquiry closed' });
  }
  // Stripe tells time in whole seconds: within one, the order in which they were written here holds.
  const second = (moment: Moment) => Math.floor(moment.at.getTime() / 1_000);
  return moments.sort((a, b) => second(a) - second(b));
}

function EventState({ event }: { event: PaymentFile['events'][number] }) {
  return event.state === 'done' ? <>{event.source === 'reconcile' && 'found by reconciliation'}</> : <Status state={event.state} />;
}
