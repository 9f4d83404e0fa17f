import type Stripe from 'stripe';
import { intentFacts, whole, type ChargeReport } from './charge-report';
import { getStripe } from './client';
import { callProcessor } from './errors';
import { withAllRefunds } from './with-all-refunds';

/**
 * Reads one Checkout session with its charge, fee and refunds, in one request as a rule. Every event about a
 * payment ends here: the event is only a hint, this is the truth (STRIPE.md Q5).
 *
 * @throws ProcessorUnavailable
 */
export async function fetchCharge(sessionId: string): Promise<ChargeReport> {
  const session = await callProcessor(() =>
    getStripe().checkout.sessions.retrieve(sessionId, {
      expand: [
        'payment_intent.latest_charge.balance_transaction',
        'payment_intent.latest_charge.refunds',
        'payment_intent.payment_method',
      ],
    }),
  );
  const intent = await withAllRefunds(whole(session.payment_intent));
  const { paid: charged, ...facts } = intentFacts(intent);
  const paid = session.payment_status !== 'unpaid' && charged;
  return {
    ...facts,
    sessionId: session.id,
    paymentId: session.client_reference_id,
    status: statusOf(session, paid),
    amountMinor: session.amount_total ?? 0,
    currency: (session.currency ?? '').toUpperCase(),
    payerEmail: session.customer_details?.email ?? null,
  };
}

function statusOf(session: Stripe.Checkout.Session, paid: boolean): ChargeReport['status'] {
  if (paid) return 'succeeded';
  if (session.status === 'expired') return 'expired';
  if (session.status === 'open') return 'open';
  const intent = whole(session.payment_intent);
  // A completed session that is unpaid waits for a bank (SEPA); when its intent asks for another
  // payment method, the bank has said no.
  return intent?.status === 'requires_payment_method' || intent?.status === 'canceled' ? 'failed' : 'processing';
}
