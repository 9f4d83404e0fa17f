import type { Stripe } from 'stripe';
import type { World } from '../world';

export interface Balance {
  available: number;
  pending: number;
}

/** The connected account whose object this is; null for the platform's own. */
export function ownerOf(world: World, id: string): string | null {
  return world.store.owners.get(id)?.account ?? null;
}

/** The movements of one balance, oldest first; null is the platform's. */
export function transactionsOf(world: World, account: string | null): Stripe.BalanceTransaction[] {
  return world.store.balanceTransactions.all().filter(({ id }) => ownerOf(world, id) === account);
}

/** A balance by currency, in minor units: what is there now and what is on its way. */
export function balancesOf(world: World, account: string | null): Map<string, Balance> {
  const now = world.clock.seconds();
  const balances = new Map<string, Balance>();
  for (const { currency, net, available_on: on } of transactionsOf(world, account)) {
    const balance = balances.get(currency) ?? { available: 0, pending: 0 };
    if (on <= now) balance.available += net;
    else balance.pending += net;
    balances.set(currency, balance);
  }
  return balances;
}

/** The same for one currency. */
export function balanceOf(world: World, account: string | null, currency: string): Balance {
  return balancesOf(world, account).get(currency) ?? { available: 0, pending: 0 };
}
