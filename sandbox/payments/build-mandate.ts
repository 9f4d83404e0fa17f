import type { Stripe } from 'stripe';
import { newStripeId } from '../store/ids';
import type { World } from '../world';

/** Makes and keeps the customer's permission to charge a method again, given online just now. */
export function addMandate(world: World, method: Stripe.PaymentMethod): Stripe.Mandate {
  return world.store.mandates.put({
    id: newStripeId('mandate'),
    object: 'mandate',
    customer_acceptance: {
      accepted_at: world.clock.seconds(),
      online: { ip_address: '127.0.0.1', user_agent: null },
      type: 'online',
    },
    livemode: false,
    multi_use: {},
    payment_method: method.id,
    payment_method_details: detailsOf(method),
    status: 'active',
    type: 'multi_use',
  });
}

function detailsOf(method: Stripe.PaymentMethod): Stripe.Mandate.PaymentMethodDetails {
  if (method.type === 'sepa_debit') {
    const reference = newStripeId('sepa', 16).slice(5).toUpperCase();
    return { type: 'sepa_debit', sepa_debit: { reference, url: 'https://example.com/mandate' } };
  }
  return method.type === 'paypal'
    ? { type: 'paypal', paypal: { billing_agreement_id: newStripeId('B', 17), payer_id: null } }
    : { type: 'card', card: {} };
}
