import type { Stripe } from 'stripe';
import { docUrl, StripeError } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { Instrument, SetupDetails } from '../store/records';
import type { World } from '../world';
import { addMandate } from './build-mandate';
import { adviceOfDecline, codeOfDecline, DECLINE_SENTENCES, findTestCard, type Decline } from './cards';
import { attachToCustomer } from './save-payment-method';

/** A setup intent being confirmed with a method that somebody has chosen. */
interface Attempt {
  setup: Stripe.SetupIntent;
  method: Stripe.PaymentMethod;
  instrument: Instrument;
  details: SetupDetails;
}

/**
 * Tries to save a method for later, charging nothing. Returns the setup intent: succeeded, or
 * requires_action (3-D Secure, PayPal).
 * @throws StripeError 402 when the card is declined; that it was tried stays.
 */
export function attemptSetup(
  world: World,
  setup: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
  { proved = false }: { proved?: boolean } = {},
): Stripe.SetupIntent {
  const instrument = world.store.instruments.get(method.id);
  const details = world.store.setupDetails.get(setup.id);
  if (instrument === null || details === null) throw new Error(`${setup.id} has lost its details`);
  const attempt: Attempt = { setup, method, instrument, details };
  if (instrument.kind === 'sepa_debit') return succeed(world, attempt, proved);
  if (instrument.kind === 'paypal') {
    return proved ? succeed(world, attempt, proved) : askForAction(world, attempt, 'paypal');
  }
  const card = findTestCard(instrument.number);
  if (card === null) throw new Error(`${method.id} stands for no listed card`);
  // Saving happens with the cardholder present, so every card that ever asks for a proof asks now.
  if (!proved && card.authentication !== 'never') return askForAction(world, attempt, 'three_d_secure');
  if (card.decline !== null && !card.savable) throw declineSetup(world, attempt, card.decline);
  return succeed(world, attempt, proved);
}

function askForAction(
  world: World,
  { setup, method, details }: Attempt,
  waiting: 'three_d_secure' | 'paypal',
): Stripe.SetupIntent {
  world.store.setupDetails.put({ ...details, waiting });
  const page = waiting === 'paypal' ? 'paypal' : '3ds';
  const url = `${world.origin}/${page}/${setup.id}`;
  const updated = world.store.setupIntents.put({
    ...setup,
    last_setup_error: null,
    next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: details.returnUrl, url } },
    payment_method: method.id,
    status: 'requires_action',
  });
  world.emit('setup_intent.requires_action', updated);
  return updated;
}

function succeed(world: World, { setup, method, instrument, details }: Attempt, proved: boolean): Stripe.SetupIntent {
  const { store } = world;
  if (proved) store.instruments.put({ ...instrument, authenticated: true });
  store.setupDetails.put({ ...details, waiting: null });
  const customer = idOf(setup.customer);
  if (customer !== null) attachToCustomer(world, method, customer);
  // Banks and PayPal always want one; a card only when the request brings the consent along.
  const mandate = method.type !== 'card' || details.mandate ? addMandate(world, method).id : null;
  const saved = store.setupIntents.put({
    ...setup,
    last_setup_error: null,
    mandate,
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  });
  world.emit('setup_intent.succeeded', saved);
  return saved;
}

function declineSetup(world: World, attempt: Attempt, decline: Decline): StripeError {
  const code = codeOfDecline(decline);
  const advice = adviceOfDecline(decline);
  const reason = {
    ...(advice ? { advice_code: advice } : {}),
    code,
    decline_code: decline,
    doc_url: docUrl(code),
    message: DECLINE_SENTENCES[decline],
    payment_method: attempt.method,
    type: 'card_error' as const,
  };
  const failed = fail(world, attempt.setup, reason);
  return new StripeError(402, { ...reason, setup_intent: failed }, { keepsChanges: true });
}

/** The cardholder did not prove who they are, or refused on PayPal's page. */
export function failSetupAction(
  world: World,
  setup: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
): Stripe.SetupIntent {
  const code = 'setup_intent_authentication_failure';
  return fail(world, setup, {
    code,
    doc_url: docUrl(code),
    message:
      method.type === 'paypal'
        ? 'Saving this was not approved on PayPal.'
        : 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    payment_method: method,
    type: 'invalid_request_error',
  });
}

function fail(
  world: World,
  setup: Stripe.SetupIntent,
  reason: Stripe.SetupIntent.LastSetupError,
): Stripe.SetupIntent {
  const details = world.store.setupDetails.get(setup.id);
  if (details !== null) world.store.setupDetails.put({ ...details, waiting: null });
  const failed = world.store.setupIntents.put({
    ...setup,
    last_setup_error: reason,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  world.emit('setup_intent.setup_failed', failed);
  return failed;
}
