import type { Stripe } from 'stripe';
import { balancesOf, ownerOf } from '../connect/balance-of';
import { showTransaction } from '../server/find-object';
import { inRange, listPage } from '../server/list';
import { connected, route } from '../server/route';
import { missing } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { World } from '../world';

export const balanceRoutes = connected([
  route('GET', '/v1/balance', 'BalanceRetrieveParams', retrieveBalance),
  route('GET', '/v1/balance_transactions', 'BalanceTransactionListParams', listTransactions),
  route(
    'GET',
    '/v1/balance_transactions/:id',
    'BalanceTransactionRetrieveParams',
    retrieveTransaction,
  ),
]);

function retrieveBalance(world: World): Stripe.Balance {
  const balances = balancesOf(world, world.account);
  const currencies = [...new Set(['usd', ...balances.keys()])];
  const show = (part: 'available' | 'pending') =>
    currencies.map((currency) => {
      const amount = balances.get(currency)?.[part] ?? 0;
      return { amount, currency, source_types: { card: amount } };
    });
  return { object: 'balance', available: show('available'), livemode: false, pending: show('pending') };
}

function listTransactions(world: World, params: Stripe.BalanceTransactionListParams) {
  const page = listPage(world.store.balanceTransactions, {
    kind: 'balance_transaction',
    url: '/v1/balance_transactions',
    params,
    keep: (transaction) =>
      ownerOf(world, transaction.id) === world.account &&
      inRange(transaction.created, params.created) &&
      (params.currency === undefined || transaction.currency === params.currency) &&
      (params.source === undefined || idOf(transaction.source) === params.source) &&
      (params.type === undefined || transaction.type === params.type) &&
      (params.payout === undefined || isPartOf(world, transaction, params.payout)),
  });
  return { ...page, data: page.data.map((transaction) => showTransaction(world, transaction)) };
}

/** An automatic payout's own movement, and all that it pays. */
function isPartOf(world: World, { id, source }: Stripe.BalanceTransaction, payout: string): boolean {
  return world.store.payoutParts.get(id)?.payout === payout || idOf(source) === payout;
}

function retrieveTransaction(
  world: World,
  _params: Stripe.BalanceTransactionRetrieveParams,
  id: string,
): Stripe.BalanceTransaction {
  const transaction = world.store.balanceTransactions.get(id);
  if (transaction === null || ownerOf(world, id) !== world.account) throw missing('balance transaction', id);
  return showTransaction(world, transaction);
}
