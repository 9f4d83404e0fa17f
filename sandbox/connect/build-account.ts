import type { Stripe } from 'stripe';
import { toMetadata } from '../resources/metadata';
import type { AccountDetails } from '../store/connect-records';
import { newStripeId } from '../store/ids';
import type { World } from '../world';
import { ASKED_AT_FIRST } from './account-state';

type Account = Stripe.V2.Core.Account;

/** What a request tells of who is behind an account, as far as the sandbox keeps it. */
export interface ToldIdentity {
  country?: string;
  entity_type?: Stripe.V2.Core.Account.Identity.EntityType;
  individual?: { email?: string; given_name?: string; surname?: string };
}

/** What a request asks of a recipient, as far as the sandbox knows it. */
interface AskedRecipient {
  capabilities?: { stripe_balance?: { stripe_transfers?: { requested?: boolean } } };
}

/** A new recipient, with everything in it; routes show the parts that were asked for. */
export function buildAccount(world: World, params: Stripe.V2.Core.AccountCreateParams): Account {
  const created = new Date(world.clock.nowMs()).toISOString();
  const id = newStripeId('acct', 16);
  return {
    id,
    object: 'v2.core.account',
    applied_configurations: params.configuration?.recipient ? ['recipient'] : [],
    closed: false,
    ...(params.configuration?.recipient ? { configuration: { recipient: recipientOf(params.configuration.recipient) } } : {}),
    ...(params.contact_email ? { contact_email: params.contact_email } : {}),
    created,
    dashboard: params.dashboard ?? 'none',
    defaults: {
      ...(params.defaults?.currency ? { currency: params.defaults.currency } : {}),
      responsibilities: {
        fees_collector: 'application',
        losses_collector: 'application',
        requirements_collector: params.dashboard === 'express' ? 'stripe' : 'application',
      },
    },
    ...(params.display_name ? { display_name: params.display_name } : {}),
    identity: identityOf(undefined, params.identity, { id, created }),
    livemode: false,
    metadata: toMetadata(params.metadata),
  };
}

/** What the sandbox asks of a new account before transfers may go to it. */
export function buildDetails(account: Account): AccountDetails {
  const known = account.identity?.individual;
  const given: Record<string, boolean> = {
    'identity.individual.given_name': known?.given_name !== undefined,
    'identity.individual.surname': known?.surname !== undefined,
  };
  const due = ASKED_AT_FIRST.filter((name) => !given[name]);
  return { id: account.id, bankNumber: null, bankId: null, state: 'new', due, deadline: 'currently_due' };
}

/** A recipient with the capability that was asked for; its state is added by `withState`. */
export function recipientOf(asked: AskedRecipient): Stripe.V2.Core.Account.Configuration.Recipient {
  const requested = asked.capabilities?.stripe_balance?.stripe_transfers?.requested === true;
  if (!requested) return { applied: true };
  const stripe_transfers = { status: 'pending' as const, status_details: [] };
  return { applied: true, capabilities: { stripe_balance: { stripe_transfers } } };
}

/** Who is behind an account: what was known with what is told now. */
export function identityOf(
  before: Stripe.V2.Core.Account.Identity | undefined,
  told: ToldIdentity | undefined,
  account: { id: string; created: string },
): Stripe.V2.Core.Account.Identity {
  const country = told?.country ?? before?.country;
  const entityType = told?.entity_type ?? before?.entity_type;
  const person = told?.individual;
  const givenName = person?.given_name ?? before?.individual?.given_name;
  const surname = person?.surname ?? before?.individual?.surname;
  const email = person?.email ?? before?.individual?.email;
  return {
    ...(country ? { country: country.toUpperCase() } : {}),
    ...(entityType ? { entity_type: entityType } : {}),
    individual: {
      account: account.id,
      created: account.created,
      ...(email ? { email } : {}),
      ...(givenName ? { given_name: givenName } : {}),
      id: `person_${account.id.slice('acct_'.length)}`,
      object: 'v2.core.account_person',
      ...(surname ? { surname } : {}),
      updated: account.created,
    },
  };
}
