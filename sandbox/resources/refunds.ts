import type { Stripe } from 'stripe';
import { refundCharge } from '../payments/refunds';
import { inRange, listPage } from '../server/list';
import { route } from '../server/route';
import { invalidParam, invalidRequest, missing } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { World } from '../world';
import { findCharge } from './charges';
import { mergeMetadata, toMetadata } from './metadata';
import { findIntent } from './payment-intents';

export const refundRoutes = [
  route('POST', '/v1/refunds', 'RefundCreateParams', createRefund),
  route('GET', '/v1/refunds', 'RefundListParams', listRefunds),
  route('GET', '/v1/refunds/:id', 'RefundRetrieveParams', retrieveRefund),
  route('POST', '/v1/refunds/:id', 'RefundUpdateParams', updateRefund),
];

function createRefund(world: World, params: Stripe.RefundCreateParams): Stripe.Refund {
  const charge = chargeOf(world, params);
  const left = charge.amount - charge.amount_refunded;
  if (charge.status !== 'succeeded') {
    throw invalidRequest(`Charge ${charge.id} has not succeeded and cannot be refunded.`, 'charge_not_refundable');
  }
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, 'charge_already_refunded');
  }
  const lost = world.store.disputes.of(charge.id).some(({ is_charge_refundable: open }) => !open);
  if (lost) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, 'charge_disputed');
  }
  const amount = params.amount ?? left;
  if (amount < 1) {
    throw invalidParam('This value must be greater than or equal to 1.', 'amount', 'parameter_invalid_integer');
  }
  if (amount > left) {
    throw invalidRequest(
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`,
      'amount_too_large',
      'amount',
    );
  }
  return refundCharge(world, charge, {
    amount,
    reason: params.reason ?? null,
    metadata: toMetadata(params.metadata),
  });
}

function chargeOf(world: World, params: Stripe.RefundCreateParams): Stripe.Charge {
  if (params.charge !== undefined) return findCharge(world, params.charge, 'charge');
  if (params.payment_intent === undefined) {
    throw invalidParam('One of the following params should be provided for this request: payment_intent or charge.', 'payment_intent');
  }
  const intent = findIntent(world, params.payment_intent, 'payment_intent');
  const charge = idOf(intent.latest_charge);
  if (intent.status !== 'succeeded' || charge === null) {
    throw invalidRequest('This PaymentIntent does not have a successful charge to refund.');
  }
  return findCharge(world, charge, 'charge');
}

function listRefunds(world: World, params: Stripe.RefundListParams) {
  return listPage(world.store.refunds, {
    kind: 'refund',
    url: '/v1/refunds',
    params,
    keep: (refund) =>
      inRange(refund.created, params.created) &&
      (params.charge === undefined || idOf(refund.charge) === params.charge) &&
      (params.payment_intent === undefined || idOf(refund.payment_intent) === params.payment_intent),
  });
}

function retrieveRefund(
  world: World,
  _params: Stripe.RefundRetrieveParams,
  id: string,
): Stripe.Refund {
  return findRefund(world, id);
}

function updateRefund(world: World, params: Stripe.RefundUpdateParams, id: string): Stripe.Refund {
  const before = findRefund(world, id);
  const metadata = mergeMetadata(before.metadata, params.metadata);
  const refund = world.store.refunds.put({ ...before, metadata });
  world.emit('refund.updated', refund, { metadata: before.metadata });
  world.emit('charge.refund.updated', refund, { metadata: before.metadata });
  return refund;
}

function findRefund(world: World, id: string): Stripe.Refund {
  const refund = world.store.refunds.get(id);
  if (refund === null) throw missing('refund', id);
  return refund;
}
