import type { Stripe } from 'stripe';
import { inRange, listPage } from '../server/list';
import { route } from '../server/route';
import { missing } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { World } from '../world';
import { mergeMetadata } from './metadata';

export const chargeRoutes = [
  route('GET', '/v1/charges', 'ChargeListParams', listCharges),
  route('GET', '/v1/charges/:id', 'ChargeRetrieveParams', retrieveCharge),
  route('POST', '/v1/charges/:id', 'ChargeUpdateParams', updateCharge),
];

function listCharges(world: World, params: Stripe.ChargeListParams) {
  return listPage(world.store.charges, {
    kind: 'charge',
    url: '/v1/charges',
    params,
    keep: (charge) =>
      inRange(charge.created, params.created) &&
      (params.customer === undefined || idOf(charge.customer) === params.customer) &&
      (params.payment_intent === undefined ||
        idOf(charge.payment_intent) === params.payment_intent) &&
      (params.transfer_group === undefined || charge.transfer_group === params.transfer_group),
  });
}

function retrieveCharge(
  world: World,
  _params: Stripe.ChargeRetrieveParams,
  id: string,
): Stripe.Charge {
  return findCharge(world, id);
}

function updateCharge(world: World, params: Stripe.ChargeUpdateParams, id: string): Stripe.Charge {
  const before = findCharge(world, id);
  const charge = world.store.charges.put({
    ...before,
    description: params.description ?? before.description,
    metadata: mergeMetadata(before.metadata, params.metadata),
    transfer_group: params.transfer_group ?? before.transfer_group,
  });
  world.emit('charge.updated', charge, { metadata: before.metadata });
  return charge;
}

/** @throws StripeError 404 */
export function findCharge(world: World, id: string, param = 'id'): Stripe.Charge {
  const charge = world.store.charges.get(id);
  if (charge === null) throw missing('charge', id, param);
  return charge;
}
