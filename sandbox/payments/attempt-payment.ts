import type { Stripe } from 'stripe';
import { docUrl, StripeError } from '../server/stripe-error';
import type { Instrument, IntentDetails } from '../store/records';
import type { World } from '../world';
import { findTestBankAccount } from './bank-accounts';
import { buildCharge } from './build-charge';
import {
  adviceOfDecline,
  codeOfDecline,
  DECLINE_SENTENCES,
  findTestCard,
  type Decline,
  type TestCard,
} from './cards';
import { overruleCard } from './overrule-card';
import { savePaymentMethod } from './save-payment-method';

/** An intent being paid with a method that the payer has chosen. */
interface Attempt {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  instrument: Instrument;
  details: IntentDetails;
  /** Whether the payer has just proved who they are, or approved on PayPal's page. */
  proved: boolean;
}

/**
 * Tries to pay an intent with a kept payment method. Returns the intent: succeeded, processing (a
 * debit), or requires_action (3-D Secure, PayPal).
 * @throws StripeError 402 when it is declined; the failed charge stays.
 */
export function attemptPayment(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  { proved = false }: { proved?: boolean } = {},
): Stripe.PaymentIntent {
  const instrument = world.store.instruments.get(method.id);
  const details = world.store.intentDetails.get(intent.id);
  if (instrument === null || details === null) throw new Error(`${intent.id} has lost its details`);
  const attempt: Attempt = { intent, method, instrument, details, proved };
  if (instrument.kind === 'sepa_debit') return startDebit(world, attempt);
  if (instrument.kind === 'paypal') {
    return proved ? succeed(world, attempt, null) : askForAction(world, attempt, 'paypal');
  }
  const card = findTestCard(instrument.number);
  if (card === null) throw new Error(`${method.id} stands for no listed card`);
  const overruled = overruleCard(world, attempt);
  const asks = overruled === null ? needsProof(card, instrument, details) : overruled === 'authentication_required';
  if (!proved && asks) {
    if (details.offSession) throw declineAttempt(world, attempt, 'authentication_required');
    return askForAction(world, attempt, 'three_d_secure');
  }
  const decline = overruled === null ? card.decline : overruled;
  const pays = decline === null || decline === 'succeeds' || decline === 'authentication_required';
  if (pays) return succeed(world, attempt, card);
  throw declineAttempt(world, attempt, decline);
}

function needsProof(card: TestCard, instrument: Instrument, details: IntentDetails): boolean {
  if (card.authentication === 'on_session') return !details.offSession;
  if (card.authentication === 'unless_set_up') {
    return !(details.offSession && instrument.authenticated);
  }
  return card.authentication === 'always';
}

function askForAction(
  world: World,
  { intent, method, details }: Attempt,
  waiting: 'three_d_secure' | 'paypal',
): Stripe.PaymentIntent {
  world.store.intentDetails.put({ ...details, waiting });
  const page = waiting === 'paypal' ? 'paypal' : '3ds';
  const updated = world.store.intents.put({
    ...intent,
    last_payment_error: null,
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: {
        return_url: details.returnUrl,
        url: `${world.origin}/${page}/${intent.id}`,
      },
    },
    payment_method: method.id,
    status: 'requires_action',
  });
  world.emit('payment_intent.requires_action', updated);
  return updated;
}

function succeed(world: World, attempt: Attempt, card: TestCard | null): Stripe.PaymentIntent {
  const { store } = world;
  const { intent, method, details, instrument } = attempt;
  const charge = store.charges.put(
    buildCharge(world, {
      intent,
      method,
      card,
      status: 'succeeded',
      decline: null,
      authenticated: attempt.proved && card !== null,
    }),
  );
  const setUp = intent.setup_future_usage === 'off_session' && attempt.proved;
  if (setUp) store.instruments.put({ ...instrument, authenticated: true });
  store.intentDetails.put({ ...details, waiting: null });
  const paid = store.intents.put({
    ...intent,
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  });
  savePaymentMethod(world, paid, method);
  world.emit('charge.succeeded', charge);
  world.emit('payment_intent.succeeded', paid);
  world.schedule({ kind: 'post_fee', charge: charge.id }, world.delays.feeMs);
  if (card?.then === 'dispute' || card?.then === 'inquiry') {
    const inquiry = card.then === 'inquiry';
    world.schedule({ kind: 'open_dispute', charge: charge.id, inquiry }, world.delays.disputeMs);
  }
  if (card?.then === 'warning') world.schedule({ kind: 'warn_of_fraud', charge: charge.id }, world.delays.disputeMs);
  return paid;
}

function startDebit(world: World, attempt: Attempt): Stripe.PaymentIntent {
  const { store } = world;
  const { intent, method, instrument } = attempt;
  const account = findTestBankAccount(instrument.number);
  if (account === null) throw new Error(`${method.id} stands for no listed account`);
  const charge = store.charges.put(
    buildCharge(world, {
      intent,
      method,
      card: null,
      status: 'pending',
      decline: null,
      authenticated: false,
    }),
  );
  const processing = store.intents.put({
    ...intent,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
    status: 'processing',
  });
  savePaymentMethod(world, processing, method);
  world.emit('charge.pending', charge);
  world.emit('payment_intent.processing', processing);
  const { debitMs, slowDebitMs } = world.delays;
  world.schedule(
    { kind: 'settle_debit', charge: charge.id, succeeds: account.succeeds },
    account.slow ? slowDebitMs : debitMs,
  );
  return processing;
}

/** Records a refused attempt and returns the error to answer with. */
function declineAttempt(world: World, attempt: Attempt, decline: Decline): StripeError {
  const { intent, method } = attempt;
  const card = findTestCard(attempt.instrument.number);
  const charge = world.store.charges.put(
    buildCharge(world, {
      intent,
      method,
      card,
      status: 'failed',
      decline,
      authenticated: attempt.proved,
    }),
  );
  world.store.intentDetails.put({ ...attempt.details, waiting: null });
  const code = codeOfDecline(decline);
  const advice = adviceOfDecline(decline);
  const reason = {
    ...(advice ? { advice_code: advice } : {}),
    charge: charge.id,
    code,
    decline_code: decline,
    doc_url: docUrl(code),
    message: DECLINE_SENTENCES[decline],
    payment_method: method,
    type: 'card_error' as const,
  };
  const failed = world.store.intents.put({
    ...intent,
    last_payment_error: reason,
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  world.emit('charge.failed', charge);
  world.emit('payment_intent.payment_failed', failed);
  return new StripeError(402, { ...reason, payment_intent: failed }, { keepsChanges: true });
}

/** The payer did not prove who they are, or refused on PayPal's page. */
export function failAction(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): Stripe.PaymentIntent {
  const details = world.store.intentDetails.get(intent.id);
  if (details !== null) world.store.intentDetails.put({ ...details, waiting: null });
  const paypal = method.type === 'paypal';
  const code = paypal ? 'payment_intent_payment_attempt_failed' : 'payment_intent_authentication_failure';
  const failed = world.store.intents.put({
    ...intent,
    last_payment_error: {
      code,
      doc_url: docUrl(code),
      message: paypal
        ? 'The payment was not approved on PayPal.'
        : 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      payment_method: method,
      type: 'invalid_request_error',
    },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  world.emit('payment_intent.payment_failed', failed);
  return failed;
}
