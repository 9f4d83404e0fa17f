import type Stripe from 'stripe';
import { whole } from './charge-report';
import { getStripe } from './client';
import { callProcessor } from './errors';

/** No charge has more: each is a cent at least, and what one person gives at once is limited. */
const MOST = 10_000;

/**
 * The intent with every refund of its charge: in an object, Stripe shows the newest ten
 * (docs.stripe.com/api/charges/object, `refunds`).
 *
 * @throws ProcessorUnavailable
 */
export async function withAllRefunds(intent: Stripe.PaymentIntent | null): Promise<Stripe.PaymentIntent | null> {
  const charge = whole(intent?.latest_charge ?? null);
  if (!intent || !charge?.refunds?.has_more) return intent;
  const data = await callProcessor(() => getStripe().refunds.list({ charge: charge.id, limit: 100 }).autoPagingToArray({ limit: MOST }));
  return { ...intent, latest_charge: { ...charge, refunds: { ...charge.refunds, data, has_more: false } } };
}
