import { paySession } from '../payments/pay-session';
import { saveSession } from '../payments/save-session';
import { route } from '../server/route';
import { invalidRequest } from '../server/stripe-error';
import type { ParamTypes } from '../validation/param-types';
import type { World } from '../world';
import { findSession } from './checkout-sessions';
import { findMethod } from './payment-methods';

/** Private to Stripe: how the official CLI "pays" a Checkout Session in `stripe trigger`. */
export const paymentPageRoutes = [
  route('GET', '/v1/payment_pages/:id', 'PaymentPageRetrieveParams', retrievePage),
  route('POST', '/v1/payment_pages/:id/confirm', 'PaymentPageConfirmParams', confirmPage),
];

function retrievePage(
  world: World,
  _params: ParamTypes['PaymentPageRetrieveParams'],
  id: string,
): object {
  const session = findSession(world, id);
  return { id: session.id, object: 'checkout.session', session_id: session.id, status: session.status };
}

function confirmPage(
  world: World,
  params: ParamTypes['PaymentPageConfirmParams'],
  id: string,
): object {
  const session = findSession(world, id);
  if (params.expected_amount !== undefined && params.expected_amount !== session.amount_total) {
    throw invalidRequest('The expected amount is not the amount of this session.', undefined, 'expected_amount');
  }
  const method = findMethod(world, params.payment_method, 'payment_method');
  const billing = method.billing_details;
  const payer = {
    email: billing.email,
    name: billing.name,
    country: billing.address?.country ?? null,
    postalCode: billing.address?.postal_code ?? null,
  };
  if (session.mode === 'setup') return saveSession(world, session, method, payer).session;
  return paySession(world, session, method, payer).session;
}
