import type { Stripe } from 'stripe';
import { emitAccount } from '../webhooks/emit-thin';
import { ACCOUNT_ID, type World } from '../world';
import { findAccount } from './change-account';

/** Whether the platform may ask about an account. */
export function isOurs(world: World, id: string): boolean {
  return world.store.accounts.has(id) && !world.store.accountDetails.get(id)?.left;
}

/** An account's owner takes it away from the platform, which hears of it at its Connect endpoint and nothing after. */
export function leavePlatform(world: World, id: string): object {
  const { details } = findAccount(world, id);
  const application: Stripe.Application = { id: `ca_${ACCOUNT_ID.slice('acct_'.length)}`, object: 'application', name: world.merchantName };
  world.store.accountDetails.put({ ...details, left: true });
  world.emit('account.application.deauthorized', application, undefined, id);
  return { id, left: true };
}

/** An account is closed: it can still be read, and nothing can be sent to it. */
export function closeAccount(world: World, id: string): Stripe.V2.Core.Account {
  const { account, details } = findAccount(world, id);
  const { recipient } = account.configuration ?? {};
  const { stripe_transfers: _taken, ...rest } = recipient?.capabilities?.stripe_balance ?? {};
  world.store.accountDetails.put({ ...details, state: 'new', due: [] });
  const closed = world.store.accounts.put({
    ...account,
    closed: true,
    ...(recipient ? { configuration: { recipient: { ...recipient, capabilities: { stripe_balance: rest } } } } : {}),
  });
  emitAccount(world, 'v2.core.account.closed', id);
  return closed;
}
