import type { Stripe } from 'stripe';
import { withState } from '../connect/account-state';
import { buildAccount, buildDetails, identityOf, recipientOf } from '../connect/build-account';
import { findAccount, putDetails } from '../connect/change-account';
import { route } from '../server/route';
import { invalidParam } from '../server/stripe-error';
import { listPageV2 } from '../server/list-v2';
import { emitAccount } from '../webhooks/emit-thin';
import type { World } from '../world';
import { mergeMetadata } from './metadata';

type Account = Stripe.V2.Core.Account;
type Include = Stripe.V2.Core.AccountRetrieveParams.Include;

export const accountRoutes = [
  route('POST', '/v2/core/accounts', 'AccountCreateParams', createAccount),
  route('GET', '/v2/core/accounts', 'AccountListParams', listAccounts),
  route('GET', '/v2/core/accounts/:id', 'AccountRetrieveParams', retrieveAccount),
  route('POST', '/v2/core/accounts/:id', 'AccountUpdateParams', updateAccount),
];

function createAccount(world: World, params: Stripe.V2.Core.AccountCreateParams): Account {
  checkConfiguration(params.configuration);
  const { losses_collector: losses, fees_collector: fees } = params.defaults?.responsibilities ?? {};
  if ((losses ?? 'application') !== 'application' || (fees ?? 'application') !== 'application') {
    throw invalidParam(
      'A recipient whose payments the platform takes needs `application` as its fees and losses collector.',
      'defaults[responsibilities]',
    );
  }
  const built = buildAccount(world, params);
  const details = world.store.accountDetails.put(buildDetails(built));
  const account = world.store.accounts.put(withState(built, details));
  emitAccount(world, 'v2.core.account.created', account.id);
  return shown(account, params.include);
}

function listAccounts(world: World, params: Stripe.V2.Core.AccountListParams & { page?: string }) {
  const page = listPageV2(world.store.accounts, '/v2/core/accounts', params);
  return { ...page, data: page.data.map((account) => shown(account)) };
}

function retrieveAccount(world: World, params: Stripe.V2.Core.AccountRetrieveParams, id: string): Account {
  return shown(findAccount(world, id).account, params.include);
}

function updateAccount(world: World, params: Stripe.V2.Core.AccountUpdateParams, id: string): Account {
  checkConfiguration(params.configuration);
  const { account, details } = findAccount(world, id);
  const recipient = params.configuration?.recipient;
  const identity = params.identity ? identityOf(account.identity, params.identity, account) : account.identity;
  world.store.accounts.put({
    ...account,
    ...(recipient ? { applied_configurations: ['recipient'], configuration: { recipient: recipientOf(recipient) } } : {}),
    ...(params.contact_email ? { contact_email: params.contact_email } : {}),
    ...(params.display_name ? { display_name: params.display_name } : {}),
    ...(identity ? { identity } : {}),
    metadata: mergeMetadata(account.metadata ?? null, params.metadata),
  });
  emitAccount(world, 'v2.core.account.updated', id);
  if (recipient) emitAccount(world, 'v2.core.account[configuration.recipient].updated', id);
  if (params.identity) emitAccount(world, 'v2.core.account[identity].updated', id);
  return shown(putDetails(world, details), params.include);
}

/** Tuppence's creators receive transfers and nothing else. */
function checkConfiguration(configuration: { customer?: object; merchant?: object } | undefined): void {
  const other = configuration?.merchant ? 'merchant' : configuration?.customer ? 'customer' : null;
  if (other === null) return;
  throw invalidParam(`The sandbox knows recipients only, not \`${other}\`.`, `configuration[${other}]`);
}

/** Accounts v2 show the large parts only to who asks for them. */
function shown(account: Account, include: readonly Include[] = []): Account {
  const { configuration, defaults, identity, requirements, ...base } = account;
  const asked = new Set(include);
  return {
    ...base,
    ...(configuration && asked.has('configuration.recipient') ? { configuration } : {}),
    ...(defaults && asked.has('defaults') ? { defaults } : {}),
    ...(asked.has('future_requirements') ? { future_requirements: { entries: [] } } : {}),
    ...(identity && asked.has('identity') ? { identity } : {}),
    ...(requirements && asked.has('requirements') ? { requirements } : {}),
  };
}
