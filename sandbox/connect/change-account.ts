import type { Stripe } from 'stripe';
import { missing, notOurs } from '../server/stripe-error';
import type { AccountDetails, Deadline } from '../store/connect-records';
import { newStripeId } from '../store/ids';
import { emitAccount } from '../webhooks/emit-thin';
import type { World } from '../world';
import { transfersState, withState } from './account-state';
import { identityOf } from './build-account';
import type { TestPayoutBank } from './test-banks';

type Account = Stripe.V2.Core.Account;

export interface Told {
  givenName: string;
  surname: string;
  country: string;
  bank: TestPayoutBank;
}

/** Keeps an account as its new details make it, and tells what changed. */
export function putDetails(world: World, details: AccountDetails): Account {
  const { account, details: before } = findAccount(world, details.id);
  const after = withState(account, details);
  world.store.accountDetails.put(details);
  world.store.accounts.put(after);
  if (JSON.stringify(account.requirements) !== JSON.stringify(after.requirements)) {
    emitAccount(world, 'v2.core.account[requirements].updated', account.id);
  }
  const asked = after.configuration?.recipient?.capabilities !== undefined;
  if (asked && transfersState(before).status !== transfersState(details).status) {
    emitAccount(world, 'v2.core.account[configuration.recipient].capability_status_updated', account.id, {
      updated_capability: 'stripe_balance.stripe_transfers',
    });
  }
  return after;
}

/** The onboarding page was filled in: all is told, and looked at a little later. */
export function tellAll(world: World, id: string, told: Told): Account {
  const { account } = findAccount(world, id);
  const individual = { given_name: told.givenName, surname: told.surname };
  const identity = identityOf(account.identity, { country: told.country, entity_type: 'individual', individual }, account);
  world.store.accounts.put({ ...account, identity });
  emitAccount(world, 'v2.core.account[identity].updated', id);
  setBank(world, id, told.bank);
  const { details } = findAccount(world, id);
  world.schedule({ kind: 'verify_account', account: id }, world.delays.verifyMs);
  return putDetails(world, { ...details, state: 'verifying', due: [], deadline: 'currently_due' });
}

/** Stripe has looked at what was told. */
export function verifyAccount(world: World, id: string): void {
  const details = world.store.accountDetails.get(id);
  if (details?.state === 'verifying') putDetails(world, { ...details, state: 'verified' });
}

/** Payouts go to another bank account from now on. */
export function setBank(world: World, id: string, bank: TestPayoutBank): Account {
  const { account, details } = findAccount(world, id);
  const same = bank.number === details.bankNumber ? details.bankId : null;
  const bankId = same ?? newStripeId('ba');
  const defaults = {
    ...account.defaults,
    currency: bank.currency,
    payout_methods: { [bank.currency]: bankId },
    responsibilities: account.defaults?.responsibilities ?? { requirements_collector: 'stripe' as const },
  };
  const changed = world.store.accounts.put({ ...account, defaults });
  world.store.accountDetails.put({ ...details, bankNumber: bank.number, bankId });
  emitAccount(world, 'v2.core.account[defaults].updated', id);
  return changed;
}

/** Stripe wants to know more; transfers stop only for what is past due. */
export function requireMore(world: World, id: string, due: string[], deadline: Deadline): Account {
  const { details } = findAccount(world, id);
  return putDetails(world, { ...details, due, deadline });
}

/** @throws StripeError 404; 403 when its owner has taken it away */
export function findAccount(world: World, id: string): { account: Account; details: AccountDetails } {
  const account = world.store.accounts.get(id);
  const details = world.store.accountDetails.get(id);
  if (account === null || details === null) throw missing('account', id);
  if (details.left) throw notOurs();
  return { account, details };
}
