import type { Stripe } from 'stripe';
import { balanceOf, ownerOf } from '../connect/balance-of';
import { cancelPayout, makePayout } from '../connect/payouts';
import { inRange, listPage } from '../server/list';
import { connected, route } from '../server/route';
import { invalidParam, invalidRequest, missing } from '../server/stripe-error';
import type { World } from '../world';
import { mergeMetadata, toMetadata } from './metadata';

/** With `Stripe-Account` these are the connected account's payouts, without it the platform's. */
export const payoutRoutes = connected([
  route('POST', '/v1/payouts', 'PayoutCreateParams', createPayout),
  route('GET', '/v1/payouts', 'PayoutListParams', listPayouts),
  route('GET', '/v1/payouts/:id', 'PayoutRetrieveParams', (world, _params, id) => findPayout(world, id)),
  route('POST', '/v1/payouts/:id', 'PayoutUpdateParams', updatePayout),
  route('POST', '/v1/payouts/:id/cancel', 'PayoutCancelParams', cancel),
]);

function createPayout(world: World, params: Stripe.PayoutCreateParams): Stripe.Payout {
  const currency = params.currency.toLowerCase();
  if (params.amount < 1) {
    throw invalidParam('This value must be greater than or equal to 1.', 'amount', 'parameter_invalid_integer');
  }
  const { account } = world;
  if (account !== null && world.store.accountDetails.get(account)?.bankId == null) {
    throw invalidRequest("Sorry, you don't have any external accounts in that currency.", 'payouts_not_allowed');
  }
  if (balanceOf(world, account, currency).available < params.amount) {
    throw invalidRequest('You have insufficient funds in your Stripe account for this payout.', 'balance_insufficient', 'amount');
  }
  return makePayout(world, {
    account,
    amount: params.amount,
    currency,
    automatic: false,
    description: params.description ?? null,
    metadata: toMetadata(params.metadata),
    statementDescriptor: params.statement_descriptor ?? null,
  });
}

function listPayouts(world: World, params: Stripe.PayoutListParams) {
  return listPage(world.store.payouts, {
    kind: 'payout',
    url: '/v1/payouts',
    params,
    keep: (payout) =>
      ownerOf(world, payout.id) === world.account &&
      inRange(payout.created, params.created) &&
      inRange(payout.arrival_date, params.arrival_date) &&
      (params.destination === undefined || payout.destination === params.destination) &&
      (params.status === undefined || payout.status === params.status),
  });
}

function updatePayout(world: World, params: Stripe.PayoutUpdateParams, id: string): Stripe.Payout {
  const before = findPayout(world, id);
  const payout = world.store.payouts.put({ ...before, metadata: mergeMetadata(before.metadata, params.metadata) });
  world.emit('payout.updated', payout, { metadata: before.metadata }, world.account);
  return payout;
}

function cancel(world: World, _params: Stripe.PayoutCancelParams, id: string): Stripe.Payout {
  const payout = findPayout(world, id);
  if (payout.status !== 'pending' || payout.automatic) {
    throw invalidRequest('Payouts can only be canceled while they are pending, and automatic ones cannot.');
  }
  return cancelPayout(world, payout);
}

/** @throws StripeError 404, also for a payout of another account */
function findPayout(world: World, id: string): Stripe.Payout {
  const payout = world.store.payouts.get(id);
  if (payout === null || ownerOf(world, id) !== world.account) throw missing('payout', id);
  return payout;
}
