import type Stripe from 'stripe';
import { intentFacts, type ChargeReport } from './charge-report';
import { getStripe } from './client';
import { callProcessor } from './errors';
import { withAllRefunds } from './with-all-refunds';

const EXPANDED = ['latest_charge.balance_transaction', 'latest_charge.refunds', 'payment_method'];

/**
 * Reads one intent with its charge, fee and refunds: the truth about a charge off session.
 *
 * @throws ProcessorUnavailable
 */
export async function fetchIntent(paymentIntentId: string): Promise<ChargeReport> {
  const intent = await callProcessor(() => getStripe().paymentIntents.retrieve(paymentIntentId, { expand: EXPANDED }));
  return intentReport((await withAllRefunds(intent)) ?? intent);
}

/** The same of an intent at hand, expanded or not. */
export function intentReport(intent: Stripe.PaymentIntent): ChargeReport {
  const { paid, ...facts } = intentFacts(intent);
  return {
    ...facts,
    sessionId: null,
    paymentId: intent.metadata.payment_id ?? null,
    status: statusOf(intent, paid),
    amountMinor: intent.amount,
    currency: intent.currency.toUpperCase(),
    payerEmail: null,
  };
}

function statusOf(intent: Stripe.PaymentIntent, paid: boolean): ChargeReport['status'] {
  switch (intent.status) {
    case 'succeeded':
      return paid ? 'succeeded' : 'processing';
    case 'processing':
      return 'processing';
    case 'canceled':
      return 'failed';
    case 'requires_payment_method':
      return intent.last_payment_error ? 'failed' : 'open';
    default:
      return 'open';
  }
}
