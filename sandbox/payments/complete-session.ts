import type { Stripe } from 'stripe';
import type { Payer } from '../store/records';
import { idOf } from '../store/store';
import type { World } from '../world';
import { cancelSetup } from './cancel-setup';

/**
 * The payer is through: the session is complete, paid or (a debit) still unpaid; in setup mode there
 * is no intent and nothing to pay.
 */
export function completeSession(
  world: World,
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
  payer: Payer | null,
): Stripe.Checkout.Session {
  const completed = world.store.sessions.put({
    ...session,
    customer_details: detailsOf(session, payer),
    ...(intent === null
      ? {}
      : { payment_intent: intent.id, payment_status: intent.status === 'succeeded' ? 'paid' : 'unpaid' }),
    status: 'complete',
    url: null,
  });
  world.emit('checkout.session.completed', completed);
  return completed;
}

/** A debit behind a completed session arrived or came back. */
export function completeAsyncSession(
  world: World,
  intent: Stripe.PaymentIntent,
  succeeded: boolean,
): void {
  for (const session of world.store.sessions.of(intent.id)) {
    if (session.status !== 'complete') continue;
    if (!succeeded) {
      world.emit('checkout.session.async_payment_failed', session);
      continue;
    }
    const paid = world.store.sessions.put({ ...session, payment_status: 'paid' });
    world.emit('checkout.session.async_payment_succeeded', paid);
  }
}

/** Closes a session that nobody finished; a complete or expired one is left as it is. */
export function expireSession(
  world: World,
  session: Stripe.Checkout.Session,
): Stripe.Checkout.Session {
  if (session.status !== 'open') return session;
  const expired = world.store.sessions.put({ ...session, status: 'expired', url: null });
  const setup = world.store.setupIntents.get(idOf(session.setup_intent) ?? '');
  if (setup !== null) cancelSetup(world, setup, null);
  world.emit('checkout.session.expired', expired);
  return expired;
}

function detailsOf(
  session: Stripe.Checkout.Session,
  payer: Payer | null,
): Stripe.Checkout.Session.CustomerDetails {
  return {
    address: {
      city: null,
      country: payer?.country ?? null,
      line1: null,
      line2: null,
      postal_code: payer?.postalCode ?? null,
      state: null,
    },
    business_name: null,
    email: payer?.email ?? session.customer_email,
    individual_name: null,
    name: payer?.name ?? null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}
