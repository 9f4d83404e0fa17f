import type { Stripe } from 'stripe';
import { showTransaction } from '../server/find-object';
import { inRange, listPage } from '../server/list';
import { route } from '../server/route';
import { missing } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { World } from '../world';

export const balanceRoutes = [
  route('GET', '/v1/balance', 'BalanceRetrieveParams', retrieveBalance),
  route('GET', '/v1/balance_transactions', 'BalanceTransactionListParams', listTransactions),
  route(
    'GET',
    '/v1/balance_transactions/:id',
    'BalanceTransactionRetrieveParams',
    retrieveTransaction,
  ),
];

function retrieveBalance(world: World): Stripe.Balance {
  const now = world.clock.seconds();
  const available = new Map<string, number>();
  const pending = new Map<string, number>();
  for (const transaction of world.store.balanceTransactions.all()) {
    const part = transaction.available_on <= now ? available : pending;
    part.set(transaction.currency, (part.get(transaction.currency) ?? 0) + transaction.net);
  }
  const currencies = [...new Set(['usd', ...available.keys(), ...pending.keys()])];
  const show = (part: Map<string, number>) =>
    currencies.map((currency) => {
      const amount = part.get(currency) ?? 0;
      return { amount, currency, source_types: { card: amount } };
    });
  return { object: 'balance', available: show(available), livemode: false, pending: show(pending) };
}

function listTransactions(world: World, params: Stripe.BalanceTransactionListParams) {
  const page = listPage(world.store.balanceTransactions, {
    kind: 'balance_transaction',
    url: '/v1/balance_transactions',
    params,
    keep: (transaction) =>
      inRange(transaction.created, params.created) &&
      (params.currency === undefined || transaction.currency === params.currency) &&
      (params.source === undefined || idOf(transaction.source) === params.source) &&
      (params.type === undefined || transaction.type === params.type) &&
      params.payout === undefined,
  });
  return { ...page, data: page.data.map((transaction) => showTransaction(world, transaction)) };
}

function retrieveTransaction(
  world: World,
  _params: Stripe.BalanceTransactionRetrieveParams,
  id: string,
): Stripe.BalanceTransaction {
  const transaction = world.store.balanceTransactions.get(id);
  if (transaction === null) throw missing('balance transaction', id);
  return showTransaction(world, transaction);
}
