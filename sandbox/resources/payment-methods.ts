import type { Stripe } from 'stripe';
import { findTestBankAccount } from '../payments/bank-accounts';
import {
  addCardMethod,
  addDebitMethod,
  addPaypalMethod,
} from '../payments/build-payment-method';
import { codeOfDecline, DECLINE_SENTENCES, findNamedCard, findTestCard, type TestCard } from '../payments/cards';
import { attachToCustomer } from '../payments/save-payment-method';
import { listPage } from '../server/list';
import { route } from '../server/route';
import { docUrl, invalidParam, invalidRequest, missing, StripeError } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { Payer } from '../store/records';
import type { World } from '../world';
import { findCustomer } from './customers';
import { toAddress } from './address';
import { mergeMetadata } from './metadata';

export const paymentMethodRoutes = [
  route('POST', '/v1/payment_methods', 'PaymentMethodCreateParams', createMethod),
  route('GET', '/v1/payment_methods', 'PaymentMethodListParams', listMethods),
  route('GET', '/v1/payment_methods/:id', 'PaymentMethodRetrieveParams', retrieveMethod),
  route('POST', '/v1/payment_methods/:id', 'PaymentMethodUpdateParams', updateMethod),
  route('POST', '/v1/payment_methods/:id/attach', 'PaymentMethodAttachParams', attachMethod),
  route('POST', '/v1/payment_methods/:id/detach', 'PaymentMethodDetachParams', detachMethod),
];

const EXPIRES = { expMonth: 12, expYear: 2034 };

function createMethod(
  world: World,
  params: Stripe.PaymentMethodCreateParams,
): Stripe.PaymentMethod {
  const method = buildFrom(world, params);
  return world.store.paymentMethods.put({
    ...method,
    billing_details: {
      ...method.billing_details,
      address: toAddress(params.billing_details?.address) ?? method.billing_details.address,
    },
    metadata: mergeMetadata({}, params.metadata),
  });
}

function buildFrom(world: World, params: Stripe.PaymentMethodCreateParams): Stripe.PaymentMethod {
  const billing = params.billing_details;
  const address = toAddress(billing?.address);
  const payer: Payer = {
    email: billing?.email || null,
    name: billing?.name || null,
    country: address?.country ?? null,
    postalCode: address?.postal_code ?? null,
  };
  if (params.type === 'sepa_debit') {
    const account = findTestBankAccount(params.sepa_debit?.iban ?? '');
    if (account === null) {
      throw invalidParam('The sandbox accepts listed test IBANs only.', 'sepa_debit[iban]', 'invalid_bank_account_iban');
    }
    return addDebitMethod(world, account, payer);
  }
  if (params.type === 'paypal') return addPaypalMethod(world, payer);
  if (params.type !== 'card') {
    throw invalidParam('The sandbox offers card, sepa_debit and paypal.', 'type');
  }
  const given = params.card ?? {};
  if ('token' in given && given.token !== undefined) {
    const named = findNamedCard(given.token);
    if (named === null) throw missing('token', given.token, 'card[token]');
    return addCardMethod(world, { card: named, ...EXPIRES }, payer);
  }
  return addCardMethod(world, readCard(given), payer);
}

/** Only listed numbers, and never repeated in an answer. */
function readCard(given: { number?: string; exp_month?: number; exp_year?: number }): {
  card: TestCard;
  expMonth: number;
  expYear: number;
} {
  const card = findTestCard(given.number ?? '');
  if (card === null) {
    const code = 'incorrect_number';
    const message = 'Your card number is incorrect: the sandbox accepts listed test numbers only.';
    const error = { type: 'card_error', code, message, param: 'card[number]' } as const;
    throw new StripeError(402, { ...error, doc_url: docUrl(code) });
  }
  const expMonth = given.exp_month ?? EXPIRES.expMonth;
  const expYear = given.exp_year ?? EXPIRES.expYear;
  return { card, expMonth, expYear };
}

function listMethods(world: World, params: Stripe.PaymentMethodListParams) {
  return listPage(world.store.paymentMethods, {
    kind: 'payment_method',
    url: '/v1/payment_methods',
    params,
    keep: (method) =>
      idOf(method.customer) === (params.customer ?? null) &&
      (params.type === undefined || method.type === params.type),
  });
}

function retrieveMethod(
  world: World,
  _params: Stripe.PaymentMethodRetrieveParams,
  id: string,
): Stripe.PaymentMethod {
  return findMethod(world, id);
}

function attachMethod(
  world: World,
  params: Stripe.PaymentMethodAttachParams,
  id: string,
): Stripe.PaymentMethod {
  const customer = findCustomer(world, params.customer ?? '', 'customer');
  const method = findMethod(world, id);
  const owner = idOf(method.customer);
  if (owner !== null && owner !== customer.id) {
    throw invalidRequest(
      'The payment method you provided has already been attached to a customer.',
      'payment_method_unexpected_state',
    );
  }
  refuseUnsavable(world, method);
  return attachToCustomer(world, method, customer.id);
}

/** Attaching asks the bank about the card; one that is declined is not kept. */
function refuseUnsavable(world: World, method: Stripe.PaymentMethod): void {
  const card = findTestCard(world.store.instruments.get(method.id)?.number ?? '');
  if (card === null || card.decline === null || card.savable) return;
  const code = codeOfDecline(card.decline);
  throw new StripeError(402, {
    type: 'card_error',
    code,
    decline_code: card.decline,
    doc_url: docUrl(code),
    message: DECLINE_SENTENCES[card.decline],
  });
}

function updateMethod(
  world: World,
  params: Stripe.PaymentMethodUpdateParams,
  id: string,
): Stripe.PaymentMethod {
  const before = findMethod(world, id);
  if (before.customer === null) {
    throw invalidRequest('You must save this PaymentMethod to a customer before you can update it.');
  }
  const billing = params.billing_details;
  const after = world.store.paymentMethods.put({
    ...before,
    billing_details: {
      ...before.billing_details,
      ...(billing?.address === undefined ? {} : { address: toAddress(billing.address) }),
      ...(billing?.email === undefined ? {} : { email: billing.email || null }),
      ...(billing?.name === undefined ? {} : { name: billing.name || null }),
    },
    ...(before.card && params.card
      ? {
          card: {
            ...before.card,
            exp_month: params.card.exp_month ?? before.card.exp_month,
            exp_year: params.card.exp_year ?? before.card.exp_year,
          },
        }
      : {}),
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
  world.emit('payment_method.updated', after, { metadata: before.metadata });
  return after;
}

function detachMethod(
  world: World,
  _params: Stripe.PaymentMethodDetachParams,
  id: string,
): Stripe.PaymentMethod {
  const method = findMethod(world, id);
  if (method.customer === null) {
    throw invalidRequest(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
      'payment_method_unexpected_state',
    );
  }
  const instrument = world.store.instruments.get(id);
  if (instrument !== null) world.store.instruments.put({ ...instrument, detached: true });
  const detached = world.store.paymentMethods.put({ ...method, customer: null });
  world.emit('payment_method.detached', detached, { customer: method.customer });
  return detached;
}

/**
 * A kept method; `pm_card_visa` and its kin make a new one each time, as Stripe's do.
 * @throws StripeError 404
 */
export function findMethod(world: World, id: string, param = 'id'): Stripe.PaymentMethod {
  const named = findNamedCard(id);
  if (named !== null) return addCardMethod(world, { card: named, ...EXPIRES }, null);
  const method = world.store.paymentMethods.get(id);
  if (method === null) throw missing('PaymentMethod', id, param);
  return method;
}

/** A method of a customer is used with that customer only. @throws StripeError 400 */
export function checkOwner(world: World, method: Stripe.PaymentMethod | null, customer: string | null): void {
  if (method !== null && world.store.instruments.get(method.id)?.detached) {
    throw invalidRequest(
      'The provided PaymentMethod was detached from a Customer. It may not be used again.',
      'payment_method_unexpected_state',
      'payment_method',
    );
  }
  const owner = idOf(method?.customer);
  if (owner === null || owner === customer) return;
  throw invalidRequest(
    'The provided PaymentMethod belongs to another customer: include that customer in the request.',
    'payment_method_unexpected_state',
    'payment_method',
  );
}

type IntentMethodData = Pick<
  Stripe.PaymentIntentCreateParams.PaymentMethodData | Stripe.SetupIntentCreateParams.PaymentMethodData,
  'type' | 'billing_details' | 'sepa_debit'
>;

/** The method described in a payment intent's own `payment_method_data`. */
export function methodFromData(world: World, data: IntentMethodData): Stripe.PaymentMethod {
  const { type, billing_details: billing, sepa_debit: debit } = data;
  return createMethod(world, {
    ...(type === 'card' || type === 'sepa_debit' || type === 'paypal' ? { type } : {}),
    ...(billing ? { billing_details: billing } : {}),
    ...(debit ? { sepa_debit: debit } : {}),
  });
}
