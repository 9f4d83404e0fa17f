import type { Stripe } from 'stripe';
import { invalidRequest } from '../server/stripe-error';
import type { Payer } from '../store/records';
import { idOf } from '../store/store';
import type { World } from '../world';
import { attemptSetup, failSetupAction } from './attempt-setup';
import { completeSession } from './complete-session';

type Saved = { session: Stripe.Checkout.Session; setup: Stripe.SetupIntent };

/**
 * Saves a method through a session in setup mode, as the hosted page and the CLI do. Returns the
 * session (complete), or the setup intent that waits for 3-D Secure or PayPal.
 * @throws StripeError 402 when declined: the session stays open for another try.
 */
export function saveSession(
  world: World,
  session: Stripe.Checkout.Session,
  method: Stripe.PaymentMethod,
  payer: Payer,
): Saved {
  if (session.status !== 'open') {
    throw invalidRequest('This Checkout Session is no longer open.', 'checkout_session_not_open');
  }
  const setup = world.store.setupIntents.get(idOf(session.setup_intent) ?? '');
  const details = world.store.sessionDetails.get(session.id);
  if (setup === null || details === null) throw new Error(`${session.id} has lost its setup intent`);
  world.store.sessionDetails.put({ ...details, payer });
  const attempted = attemptSetup(world, setup, method);
  if (attempted.status === 'requires_action') return { session, setup: attempted };
  return { session: completeSession(world, session, null, payer), setup: attempted };
}

/** Somebody came back from 3-D Secure or PayPal: `approved` saves, else they may try again. */
export function finishSetupAction(
  world: World,
  setup: Stripe.SetupIntent,
  approved: boolean,
): { session: Stripe.Checkout.Session | null; setup: Stripe.SetupIntent } {
  const method = world.store.paymentMethods.get(idOf(setup.payment_method) ?? '');
  if (setup.status !== 'requires_action' || method === null) {
    throw invalidRequest('This setup does not wait for you.', 'setup_intent_unexpected_state');
  }
  const details = world.store.setupDetails.get(setup.id);
  const session = world.store.sessions.get(details?.session ?? '');
  const open = session?.status === 'open' ? session : null;
  if (!approved || (session !== null && open === null)) {
    return { session, setup: failSetupAction(world, setup, method) };
  }
  const saved = attemptSetup(world, setup, method, { proved: true });
  if (open === null) return { session, setup: saved };
  const payer = world.store.sessionDetails.get(open.id)?.payer ?? null;
  return { session: completeSession(world, open, null, payer), setup: saved };
}
