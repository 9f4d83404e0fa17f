import type { Stripe } from 'stripe';
import { invalidRequest } from '../server/stripe-error';
import { toMetadata } from '../resources/metadata';
import type { Payer, SessionDetails } from '../store/records';
import { idOf } from '../store/store';
import type { World } from '../world';
import { attemptPayment, failAction } from './attempt-payment';
import { buildCustomer } from './build-customer';
import { addIntent } from './build-intent';
import { completeSession } from './complete-session';

/**
 * Pays a session with a kept method, as the hosted page and the CLI do. Returns the session
 * (complete), or the intent that waits for 3-D Secure or PayPal.
 * @throws StripeError 402 when declined: the session stays open for another try.
 */
export function paySession(
  world: World,
  session: Stripe.Checkout.Session,
  method: Stripe.PaymentMethod,
  payer: Payer,
): { session: Stripe.Checkout.Session; intent: Stripe.PaymentIntent } {
  if (session.status !== 'open') {
    throw invalidRequest('This Checkout Session is no longer open.', 'checkout_session_not_open');
  }
  const details = detailsOf(world, session);
  world.store.sessionDetails.put({ ...details, payer });
  const { intent, linked } = intentOf(world, session, details, payer);
  const attempted = attemptPayment(world, intent, method);
  if (attempted.status === 'requires_action') return { session: linked, intent: attempted };
  return { session: completeSession(world, linked, attempted, payer), intent: attempted };
}

/** The intent of the first try serves the later ones too. */
function intentOf(
  world: World,
  session: Stripe.Checkout.Session,
  details: SessionDetails,
  payer: Payer,
): { intent: Stripe.PaymentIntent; linked: Stripe.Checkout.Session } {
  const known = world.store.intents.get(idOf(session.payment_intent) ?? '');
  if (known !== null) return { intent: known, linked: session };
  const asked = details.intent;
  const intent = addIntent(world, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    customer: idOf(session.customer) ?? customerFor(world, session, payer),
    description: asked?.description ?? null,
    metadata: toMetadata(asked?.metadata),
    methodTypes: session.payment_method_types,
    receiptEmail: asked?.receipt_email ?? null,
    setupFutureUsage: asked?.setup_future_usage ?? null,
    statementDescriptor: asked?.statement_descriptor ?? null,
    statementDescriptorSuffix: asked?.statement_descriptor_suffix ?? null,
    transferGroup: asked?.transfer_group ?? null,
    details: { session: session.id, returnUrl: session.success_url },
  });
  const customer = session.customer ?? intent.customer;
  const linked = world.store.sessions.put({ ...session, customer, payment_intent: intent.id });
  return { intent, linked };
}

/** Checkout makes a customer when asked to, or when the method is to be kept for later. */
function customerFor(
  world: World,
  session: Stripe.Checkout.Session,
  payer: Payer,
): string | null {
  const keepsMethod = detailsOf(world, session).intent?.setup_future_usage !== undefined;
  if (session.customer_creation !== 'always' && !keepsMethod) return null;
  const customer = world.store.customers.put(
    buildCustomer(world, { email: payer.email, name: payer.name }),
  );
  world.emit('customer.created', customer);
  return customer.id;
}

/** The payer came back from 3-D Secure or PayPal: `approved` pays, else they may try again. */
export function finishAction(
  world: World,
  intent: Stripe.PaymentIntent,
  approved: boolean,
): { session: Stripe.Checkout.Session | null; intent: Stripe.PaymentIntent } {
  const method = world.store.paymentMethods.get(idOf(intent.payment_method) ?? '');
  if (intent.status !== 'requires_action' || method === null) {
    throw invalidRequest('This payment does not wait for you.', 'payment_intent_unexpected_state');
  }
  const details = world.store.intentDetails.get(intent.id);
  const session = world.store.sessions.get(details?.session ?? '');
  const open = session?.status === 'open' ? session : null;
  if (!approved || (session !== null && open === null)) {
    return { session, intent: failAction(world, intent, method) };
  }
  const paid = attemptPayment(world, intent, method, { proved: true });
  if (open === null) return { session, intent: paid };
  const payer = detailsOf(world, open).payer;
  return { session: completeSession(world, open, paid, payer), intent: paid };
}

function detailsOf(world: World, session: Stripe.Checkout.Session): SessionDetails {
  const details = world.store.sessionDetails.get(session.id);
  if (details === null) throw new Error(`${session.id} has lost its details`);
  return details;
}
