import type { Stripe } from 'stripe';
import { attemptSetup } from '../payments/attempt-setup';
import { offeredTypes } from '../payments/build-intent';
import { addSetupIntent } from '../payments/build-setup-intent';
import { cancelSetup } from '../payments/cancel-setup';
import { inRange, listPage } from '../server/list';
import { route } from '../server/route';
import { docUrl, invalidParam, invalidRequest, missing, StripeError } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { World } from '../world';
import { findCustomer } from './customers';
import { mergeMetadata, toMetadata } from './metadata';
import { checkOwner, findMethod, methodFromData } from './payment-methods';

export const setupIntentRoutes = [
  route('POST', '/v1/setup_intents', 'SetupIntentCreateParams', createSetup),
  route('GET', '/v1/setup_intents', 'SetupIntentListParams', listSetups),
  route('GET', '/v1/setup_intents/:id', 'SetupIntentRetrieveParams', retrieveSetup),
  route('POST', '/v1/setup_intents/:id', 'SetupIntentUpdateParams', updateSetup),
  route('POST', '/v1/setup_intents/:id/confirm', 'SetupIntentConfirmParams', confirmSetup),
  route('POST', '/v1/setup_intents/:id/cancel', 'SetupIntentCancelParams', cancelOpen),
];

function createSetup(world: World, params: Stripe.SetupIntentCreateParams): Stripe.SetupIntent {
  if (params.customer) findCustomer(world, params.customer, 'customer');
  const method = chosenMethod(world, params);
  checkOwner(world, method, params.customer ?? null);
  const offered = offeredTypes('eur');
  const setup = addSetupIntent(world, {
    customer: params.customer ?? null,
    description: params.description ?? null,
    metadata: toMetadata(params.metadata),
    methodTypes: offered
      .filter((type) => !params.allowed_payment_method_types || params.allowed_payment_method_types.includes(type))
      .filter((type) => !params.excluded_payment_method_types?.includes(type)),
    allowedTypes: params.allowed_payment_method_types ?? null,
    excludedTypes: params.excluded_payment_method_types ?? null,
    paymentMethod: method?.id ?? null,
    usage: params.usage ?? 'off_session',
    ...(params.automatic_payment_methods?.allow_redirects
      ? { allowRedirects: params.automatic_payment_methods.allow_redirects }
      : {}),
    ...(params.payment_method_options?.card?.setup_credential_usage
      ? { credentialUsage: params.payment_method_options.card.setup_credential_usage }
      : {}),
    details: { mandate: Boolean(params.mandate_data) },
  });
  if (!params.confirm) return setup;
  return confirmWith(world, setup, method, params.return_url ?? null);
}

function confirmSetup(
  world: World,
  params: Stripe.SetupIntentConfirmParams,
  id: string,
): Stripe.SetupIntent {
  const setup = findSetup(world, id);
  const given = chosenMethod(world, params);
  const kept = idOf(setup.payment_method);
  checkOwner(world, given, idOf(setup.customer));
  const details = world.store.setupDetails.get(id);
  if (details !== null && params.mandate_data) world.store.setupDetails.put({ ...details, mandate: true });
  return confirmWith(world, setup, given ?? (kept === null ? null : findMethod(world, kept)), params.return_url ?? null);
}

function confirmWith(
  world: World,
  setup: Stripe.SetupIntent,
  method: Stripe.PaymentMethod | null,
  returnUrl: string | null,
): Stripe.SetupIntent {
  refuseOfSession(world, setup, 'confirm');
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(setup.status)) {
    throw unexpectedState(setup, 'confirm');
  }
  if (method === null) {
    throw invalidRequest(
      'You cannot confirm this SetupIntent because it is missing a payment method.',
      'setup_intent_unexpected_state',
    );
  }
  const redirects = setup.automatic_payment_methods?.allow_redirects !== 'never';
  if (redirects && returnUrl === null) {
    throw invalidParam(
      'This SetupIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you do not want to accept redirect-based payment methods, set `automatic_payment_methods[allow_redirects]` to `never`.',
      'return_url',
    );
  }
  if (!setup.payment_method_types.includes(method.type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${method.type}) is not allowed for this SetupIntent.`,
      'payment_intent_incompatible_payment_method',
      'payment_method',
    );
  }
  const details = world.store.setupDetails.get(setup.id);
  if (details !== null) world.store.setupDetails.put({ ...details, returnUrl: returnUrl ?? details.returnUrl });
  return attemptSetup(world, setup, method);
}

function chosenMethod(
  world: World,
  params: Pick<Stripe.SetupIntentCreateParams, 'payment_method' | 'payment_method_data'>,
): Stripe.PaymentMethod | null {
  if (params.payment_method) return findMethod(world, params.payment_method, 'payment_method');
  return params.payment_method_data ? methodFromData(world, params.payment_method_data) : null;
}

function retrieveSetup(
  world: World,
  _params: Stripe.SetupIntentRetrieveParams,
  id: string,
): Stripe.SetupIntent {
  return findSetup(world, id);
}

function listSetups(world: World, params: Stripe.SetupIntentListParams) {
  return listPage(world.store.setupIntents, {
    kind: 'setup_intent',
    url: '/v1/setup_intents',
    params,
    keep: (setup) =>
      inRange(setup.created, params.created) &&
      (params.customer === undefined || idOf(setup.customer) === params.customer) &&
      (params.payment_method === undefined || idOf(setup.payment_method) === params.payment_method),
  });
}

function updateSetup(
  world: World,
  params: Stripe.SetupIntentUpdateParams,
  id: string,
): Stripe.SetupIntent {
  const before = findSetup(world, id);
  const open = ['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(before.status);
  if (!open && (params.customer || params.payment_method)) throw unexpectedState(before, 'update');
  return world.store.setupIntents.put({
    ...before,
    ...(params.customer ? { customer: findCustomer(world, params.customer, 'customer').id } : {}),
    ...(params.payment_method
      ? { payment_method: findMethod(world, params.payment_method, 'payment_method').id, status: 'requires_confirmation' }
      : {}),
    description: params.description ?? before.description,
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
}

function cancelOpen(
  world: World,
  params: Stripe.SetupIntentCancelParams,
  id: string,
): Stripe.SetupIntent {
  const setup = findSetup(world, id);
  refuseOfSession(world, setup, 'cancel');
  if (setup.status === 'succeeded' || setup.status === 'canceled') throw unexpectedState(setup, 'cancel');
  return cancelSetup(world, setup, params.cancellation_reason ?? null);
}

/** Stripe: "You can't confirm or cancel the SetupIntent for a Checkout Session." */
function refuseOfSession(world: World, setup: Stripe.SetupIntent, verb: string): void {
  if ((world.store.setupDetails.get(setup.id)?.session ?? null) === null) return;
  throw invalidRequest(
    `You cannot ${verb} this SetupIntent because it belongs to a Checkout Session: expire the session instead.`,
    'setup_intent_unexpected_state',
  );
}

function unexpectedState(setup: Stripe.SetupIntent, verb: string): StripeError {
  const code = 'setup_intent_unexpected_state';
  return new StripeError(400, {
    type: 'invalid_request_error',
    code,
    doc_url: docUrl(code),
    message: `You cannot ${verb} this SetupIntent because it has a status of ${setup.status}.`,
    setup_intent: setup,
  });
}

function findSetup(world: World, id: string): Stripe.SetupIntent {
  const setup = world.store.setupIntents.get(id);
  if (setup === null) throw missing('setup_intent', id, 'intent');
  return setup;
}
