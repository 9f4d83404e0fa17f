import type { Stripe } from 'stripe';
import { takesTransfers } from '../connect/account-state';
import { reverseTransfer, sendTransfer, takenFrom } from '../connect/transfers';
import { inRange, listPage } from '../server/list';
import { route } from '../server/route';
import { invalidParam, invalidRequest, missing } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { World } from '../world';
import { findCharge } from './charges';
import { mergeMetadata, toMetadata } from './metadata';

export const transferRoutes = [
  route('POST', '/v1/transfers', 'TransferCreateParams', createTransfer),
  route('GET', '/v1/transfers', 'TransferListParams', listTransfers),
  route('GET', '/v1/transfers/:id', 'TransferRetrieveParams', (world, _params, id) => findTransfer(world, id)),
  route('POST', '/v1/transfers/:id', 'TransferUpdateParams', updateTransfer),
  route('POST', '/v1/transfers/:id/reversals', 'TransferCreateReversalParams', createReversal),
  route('GET', '/v1/transfers/:id/reversals', 'TransferListReversalsParams', listReversals),
  route('GET', '/v1/transfers/:id/reversals/:id', 'TransferRetrieveReversalParams', retrieveReversal),
];

function createTransfer(world: World, params: Stripe.TransferCreateParams): Stripe.Transfer {
  checkDestination(world, params.destination);
  const currency = params.currency.toLowerCase();
  const source = params.source_transaction === undefined ? null : findSource(world, params.source_transaction, currency);
  const amount = params.amount ?? source?.left;
  if (amount === undefined) throw invalidParam('Missing required param: amount.', 'amount', 'parameter_missing');
  if (amount < 1) throw invalidParam('This value must be greater than or equal to 1.', 'amount', 'parameter_invalid_integer');
  if (source !== null && amount > source.left) {
    throw invalidRequest(
      `The transfers using this transaction as a source must not exceed its amount of ${source.total} ${currency}: ${source.left} ${currency} is left.`,
      undefined,
      'amount',
    );
  }
  return sendTransfer(world, {
    amount,
    currency,
    destination: params.destination,
    description: params.description ?? null,
    metadata: toMetadata(params.metadata),
    source: source?.charge ?? null,
    group: groupOf(world, source?.charge ?? null, params.transfer_group),
  });
}

function checkDestination(world: World, id: string): void {
  const account = world.store.accounts.get(id);
  if (account === null) {
    throw invalidRequest(`No such destination: '${id}'`, 'resource_missing', 'destination');
  }
  if (takesTransfers(account)) return;
  throw invalidRequest(
    'Your destination account needs to have at least one of the following capabilities enabled: transfers, legacy_payments',
    'insufficient_capabilities_for_transfer',
    'destination',
  );
}

/** The charge behind a transfer: paid, in the currency in which it settled, with something left. */
function findSource(world: World, id: string, currency: string) {
  const charge = findCharge(world, id, 'source_transaction');
  if (charge.status !== 'succeeded') {
    throw invalidRequest(`Charge ${id} has not succeeded and cannot be the source of a transfer.`, undefined, 'source_transaction');
  }
  const settled = world.store.balanceTransactions.get(idOf(charge.balance_transaction) ?? '');
  const total = settled?.amount ?? charge.amount;
  const settledIn = settled?.currency ?? charge.currency;
  if (settledIn !== currency) {
    throw invalidRequest(
      `The currency of source_transaction's balance transaction (${settledIn}) must be the same as the transfer currency (${currency})`,
      undefined,
      'currency',
    );
  }
  return { charge, total, left: total - takenFrom(world, charge) };
}

/** A charge and its transfers are one group; who names none gets one made of the charge's id. */
function groupOf(world: World, charge: Stripe.Charge | null, named: string | undefined): string | null {
  if (charge === null) return named ?? null;
  if (charge.transfer_group !== null && named !== undefined && named !== charge.transfer_group) {
    throw invalidRequest(
      `You cannot use transfer_group "${named}": the source_transaction is in "${charge.transfer_group}".`,
      undefined,
      'transfer_group',
    );
  }
  const group = charge.transfer_group ?? named ?? `group_${charge.id}`;
  if (charge.transfer_group === null) world.store.charges.put({ ...charge, transfer_group: group });
  return group;
}

function listTransfers(world: World, params: Stripe.TransferListParams) {
  return listPage(world.store.transfers, {
    kind: 'transfer',
    url: '/v1/transfers',
    params,
    keep: (transfer) =>
      inRange(transfer.created, params.created) &&
      (params.destination === undefined || idOf(transfer.destination) === params.destination) &&
      (params.transfer_group === undefined || transfer.transfer_group === params.transfer_group),
  });
}

function updateTransfer(world: World, params: Stripe.TransferUpdateParams, id: string): Stripe.Transfer {
  const before = findTransfer(world, id);
  const transfer = world.store.transfers.put({
    ...before,
    description: params.description ?? before.description,
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
  world.emit('transfer.updated', transfer, { description: before.description, metadata: before.metadata });
  return transfer;
}

function createReversal(world: World, params: Stripe.TransferCreateReversalParams, id: string): Stripe.TransferReversal {
  const transfer = findTransfer(world, id);
  const left = transfer.amount - transfer.amount_reversed;
  const amount = params.amount ?? left;
  if (left === 0) throw invalidRequest(`Transfer ${id} is already fully reversed.`);
  if (amount < 1) throw invalidParam('This value must be greater than or equal to 1.', 'amount', 'parameter_invalid_integer');
  if (amount > left) {
    throw invalidRequest(`Reversal amount (${amount}) is greater than what is left of the transfer (${left}).`, 'amount_too_large', 'amount');
  }
  return reverseTransfer(world, transfer, { amount, metadata: toMetadata(params.metadata) });
}

function listReversals(world: World, params: Stripe.TransferListReversalsParams, id: string) {
  findTransfer(world, id);
  return listPage(world.store.transferReversals, {
    kind: 'transfer reversal',
    url: `/v1/transfers/${id}/reversals`,
    params,
    keep: (reversal) => idOf(reversal.transfer) === id,
  });
}

function retrieveReversal(
  world: World,
  _params: Stripe.TransferRetrieveReversalParams,
  transfer: string,
  id: string,
): Stripe.TransferReversal {
  const reversal = world.store.transferReversals.get(id);
  if (reversal === null || idOf(reversal.transfer) !== transfer) throw missing('transfer reversal', id);
  return reversal;
}

/** @throws StripeError 404 */
function findTransfer(world: World, id: string): Stripe.Transfer {
  const transfer = world.store.transfers.get(id);
  if (transfer === null) throw missing('transfer', id);
  return transfer;
}
