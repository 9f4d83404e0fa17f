import type { Stripe } from 'stripe';
import { attemptPayment } from '../payments/attempt-payment';
import { addIntent, chooseTypes, type NewIntent } from '../payments/build-intent';
import { checkAmount } from '../payments/build-session';
import { inRange, listPage } from '../server/list';
import { route } from '../server/route';
import { docUrl, invalidParam, invalidRequest, missing, StripeError } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { World } from '../world';
import { toAddress } from './address';
import { findCustomer } from './customers';
import { mergeMetadata, toMetadata } from './metadata';
import { checkOwner, findMethod, methodFromData } from './payment-methods';

export const paymentIntentRoutes = [
  route('POST', '/v1/payment_intents', 'PaymentIntentCreateParams', createIntent),
  route('GET', '/v1/payment_intents', 'PaymentIntentListParams', listIntents),
  route('GET', '/v1/payment_intents/:id', 'PaymentIntentRetrieveParams', retrieveIntent),
  route('POST', '/v1/payment_intents/:id', 'PaymentIntentUpdateParams', updateIntent),
  route('POST', '/v1/payment_intents/:id/confirm', 'PaymentIntentConfirmParams', confirmIntent),
  route('POST', '/v1/payment_intents/:id/cancel', 'PaymentIntentCancelParams', cancelIntent),
];

function createIntent(
  world: World,
  params: Stripe.PaymentIntentCreateParams,
): Stripe.PaymentIntent {
  const currency = params.currency.toLowerCase();
  checkAmount(params.amount, currency);
  refuseManualCapture(params.capture_method);
  if (params.off_session && !params.confirm) {
    throw invalidParam('`off_session` can only be set when `confirm` is true.', 'off_session');
  }
  if (params.customer) findCustomer(world, params.customer, 'customer');
  const method = chosenMethod(world, params);
  checkOwner(world, method, params.customer ?? null);
  const intent = addIntent(world, {
    amount: params.amount,
    currency,
    customer: params.customer ?? null,
    description: params.description ?? null,
    metadata: toMetadata(params.metadata || undefined),
    methodTypes: chooseTypes(currency, params.allowed_payment_method_types, params.excluded_payment_method_types),
    allowedTypes: params.allowed_payment_method_types ?? null,
    excludedTypes: params.excluded_payment_method_types ?? null,
    paymentMethod: method?.id ?? null,
    receiptEmail: params.receipt_email ?? null,
    setupFutureUsage: params.setup_future_usage ?? null,
    shipping: toShipping(params.shipping),
    statementDescriptor: params.statement_descriptor ?? null,
    statementDescriptorSuffix: params.statement_descriptor_suffix ?? null,
    transferGroup: params.transfer_group ?? null,
    credentialUsage: credentialUsageOf(params.payment_method_options?.card),
    ...(params.automatic_payment_methods?.allow_redirects
      ? { allowRedirects: params.automatic_payment_methods.allow_redirects }
      : {}),
  });
  if (!params.confirm) return intent;
  return confirmWith(world, intent, {
    method,
    returnUrl: params.return_url ?? null,
    offSession: Boolean(params.off_session),
    failOnAction: params.error_on_requires_action ?? false,
  });
}

function confirmIntent(
  world: World,
  params: Stripe.PaymentIntentConfirmParams,
  id: string,
): Stripe.PaymentIntent {
  const intent = findIntent(world, id);
  refuseManualCapture(params.capture_method);
  const given = chosenMethod(world, params);
  const kept = idOf(intent.payment_method);
  checkOwner(world, given, idOf(intent.customer));
  return confirmWith(world, intent, {
    method: given ?? (kept === null ? null : findMethod(world, kept)),
    returnUrl: params.return_url ?? null,
    offSession: Boolean(params.off_session),
    failOnAction: params.error_on_requires_action ?? false,
  });
}

interface Confirmation {
  method: Stripe.PaymentMethod | null;
  returnUrl: string | null;
  offSession: boolean;
  failOnAction: boolean;
}

function confirmWith(
  world: World,
  intent: Stripe.PaymentIntent,
  { method, returnUrl, offSession, failOnAction }: Confirmation,
): Stripe.PaymentIntent {
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status)) {
    throw unexpectedState(intent, 'confirm');
  }
  if (method === null) {
    throw invalidRequest(
      'You cannot confirm this PaymentIntent because it is missing a payment method.',
      'payment_intent_unexpected_state',
    );
  }
  const redirects = intent.automatic_payment_methods?.allow_redirects !== 'never';
  if (redirects && !offSession && returnUrl === null) {
    throw invalidParam(
      'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you do not want to accept redirect-based payment methods, set `automatic_payment_methods[allow_redirects]` to `never`.',
      'return_url',
    );
  }
  if (!intent.payment_method_types.includes(method.type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${method.type}) is not allowed for this PaymentIntent.`,
      'payment_intent_incompatible_payment_method',
      'payment_method',
    );
  }
  const details = world.store.intentDetails.get(intent.id);
  if (details !== null) {
    world.store.intentDetails.put({ ...details, returnUrl: returnUrl ?? details.returnUrl, offSession });
  }
  const attempted = attemptPayment(world, intent, method);
  if (attempted.status === 'requires_action' && failOnAction) {
    throw invalidRequest('This payment requires additional user action.', 'payment_intent_action_required');
  }
  return attempted;
}

function chosenMethod(
  world: World,
  params: Pick<Stripe.PaymentIntentCreateParams, 'payment_method' | 'payment_method_data'>,
): Stripe.PaymentMethod | null {
  if (params.payment_method) return findMethod(world, params.payment_method, 'payment_method');
  return params.payment_method_data ? methodFromData(world, params.payment_method_data) : null;
}

function retrieveIntent(
  world: World,
  _params: Stripe.PaymentIntentRetrieveParams,
  id: string,
): Stripe.PaymentIntent {
  return findIntent(world, id);
}

function listIntents(world: World, params: Stripe.PaymentIntentListParams) {
  return listPage(world.store.intents, {
    kind: 'payment_intent',
    url: '/v1/payment_intents',
    params,
    keep: (intent) =>
      inRange(intent.created, params.created) &&
      (params.customer === undefined || idOf(intent.customer) === params.customer),
  });
}

function updateIntent(
  world: World,
  params: Stripe.PaymentIntentUpdateParams,
  id: string,
): Stripe.PaymentIntent {
  const before = findIntent(world, id);
  const open = ['requires_payment_method', 'requires_confirmation', 'requires_action'];
  const amount = params.amount || before.amount;
  if (amount !== before.amount) {
    if (!open.includes(before.status)) throw unexpectedState(before, 'update');
    checkAmount(amount, before.currency);
  }
  return world.store.intents.put({
    ...before,
    amount,
    ...(params.customer ? { customer: findCustomer(world, params.customer, 'customer').id } : {}),
    description: params.description ?? before.description,
    metadata: mergeMetadata(before.metadata, params.metadata),
    ...(params.payment_method
      ? { payment_method: findMethod(world, params.payment_method, 'payment_method').id }
      : {}),
    receipt_email: params.receipt_email ?? before.receipt_email,
    transfer_group: params.transfer_group ?? before.transfer_group,
  });
}

function cancelIntent(
  world: World,
  params: Stripe.PaymentIntentCancelParams,
  id: string,
): Stripe.PaymentIntent {
  const intent = findIntent(world, id);
  if (['succeeded', 'canceled', 'processing'].includes(intent.status)) {
    throw unexpectedState(intent, 'cancel');
  }
  const session = world.store.intentDetails.get(id)?.session ?? null;
  if (session !== null && world.store.sessions.get(session)?.status === 'open') {
    throw invalidRequest(
      'You cannot cancel this PaymentIntent because it belongs to an open Checkout Session: expire the session instead.',
      'payment_intent_unexpected_state',
    );
  }
  const canceled = world.store.intents.put({
    ...intent,
    canceled_at: world.clock.seconds(),
    cancellation_reason: params.cancellation_reason ?? null,
    next_action: null,
    status: 'canceled',
  });
  world.emit('payment_intent.canceled', canceled);
  return canceled;
}

/** How a kept card is used, or is going to be: shown on the intent, and told to the networks. */
function credentialUsageOf(
  card: Stripe.PaymentIntentCreateParams.PaymentMethodOptions['card'],
): NonNullable<NewIntent['credentialUsage']> {
  if (!card) return {};
  return {
    ...(card.setup_credential_usage ? { setup_credential_usage: card.setup_credential_usage } : {}),
    ...(card.stored_credential_usage ? { stored_credential_usage: card.stored_credential_usage } : {}),
  };
}

function refuseManualCapture(method: string | undefined): void {
  if (method !== 'manual') return;
  throw invalidParam('The sandbox does not capture later (capture_method manual).', 'capture_method');
}

function toShipping(
  given: Stripe.PaymentIntentCreateParams['shipping'],
): Stripe.PaymentIntent.Shipping | null {
  if (!given) return null;
  const address = toAddress(given.address);
  return { ...(address ? { address } : {}), name: given.name, phone: given.phone ?? null };
}

function unexpectedState(intent: Stripe.PaymentIntent, verb: string): StripeError {
  const code = 'payment_intent_unexpected_state';
  return new StripeError(400, {
    type: 'invalid_request_error',
    code,
    doc_url: docUrl(code),
    message: `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`,
    payment_intent: intent,
  });
}

/** @throws StripeError 404 */
export function findIntent(world: World, id: string, param = 'intent'): Stripe.PaymentIntent {
  const intent = world.store.intents.get(id);
  if (intent === null) throw missing('payment_intent', id, param);
  return intent;
}
