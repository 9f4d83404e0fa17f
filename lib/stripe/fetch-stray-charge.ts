import { whole } from './charge-report';
import { getStripe } from './client';
import { callProcessor } from './errors';

/** A charge that no row of ours stands behind, as Stripe knows it; what of ours it names may be nothing that we know. Minor units. */
export type StrayCharge = {
  chargeId: string;
  paymentId: string | null;
  billId: string | null;
  /** The hosted page that it was paid on. */
  sessionId: string | null;
  customerId: string | null;
  paymentMethodId: string | null;
  payerEmail: string | null;
  amountMinor: number;
  refundedMinor: number;
  /** ISO 4217, upper case. */
  currency: string;
  description: string;
  isDisputed: boolean;
  createdAt: Date;
};

/**
 * Reads a charge with all that tells what it paid for.
 *
 * @throws ProcessorUnavailable
 */
export async function fetchStrayCharge(chargeId: string): Promise<StrayCharge> {
  const charge = await callProcessor(() => getStripe().charges.retrieve(chargeId, { expand: ['payment_intent'] }));
  const intent = whole(charge.payment_intent);
  const sessions = intent ? await callProcessor(() => getStripe().checkout.sessions.list({ payment_intent: intent.id, limit: 1 })) : null;
  const idOf = (reference: string | { id: string } | null | undefined) => (typeof reference === 'string' ? reference : (reference?.id ?? null));
  const metadata = { ...intent?.metadata, ...charge.metadata };
  return {
    chargeId,
    paymentId: metadata.payment_id ?? null,
    billId: metadata.bill_id ?? null,
    sessionId: sessions?.data[0]?.id ?? null,
    customerId: idOf(charge.customer),
    paymentMethodId: charge.payment_method,
    payerEmail: charge.billing_details.email ?? charge.receipt_email,
    amountMinor: charge.amount,
    refundedMinor: charge.amount_refunded,
    currency: charge.currency.toUpperCase(),
    description: charge.description ?? intent?.description ?? '',
    isDisputed: charge.disputed,
    createdAt: new Date(charge.created * 1_000),
  };
}
