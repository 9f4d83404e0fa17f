import type { Stripe } from 'stripe';
import { findAccount } from '../connect/change-account';
import { route } from '../server/route';
import { invalidParam } from '../server/stripe-error';
import { newStripeId } from '../store/ids';
import type { World } from '../world';

/** A link is for now: whoever comes later is sent to `refresh_url` for another. */
const LIVES_MS = 5 * 60_000;

export const accountLinkRoutes = [
  route('POST', '/v2/core/account_links', 'AccountLinkCreateParams', createAccountLink),
];

function createAccountLink(
  world: World,
  params: Stripe.V2.Core.AccountLinkCreateParams,
): Stripe.V2.Core.AccountLink {
  const { account, details } = findAccount(world, params.account);
  const { useCase, urls } = readUseCase(params.use_case);
  if (useCase === 'account_update' && details.state === 'new') {
    throw invalidParam('This account has not been onboarded: use `account_onboarding`.', 'use_case[type]');
  }
  const nowMs = world.clock.nowMs();
  const link = world.store.accountLinks.put({
    id: newStripeId('alk', 32),
    account: account.id,
    useCase,
    refreshUrl: checkUrl(urls.refresh_url, `use_case[${useCase}][refresh_url]`),
    returnUrl: urls.return_url ? checkUrl(urls.return_url, `use_case[${useCase}][return_url]`) : null,
    expiresMs: nowMs + LIVES_MS,
    opened: false,
    submitted: false,
  });
  return {
    object: 'v2.core.account_link',
    account: account.id,
    created: new Date(nowMs).toISOString(),
    expires_at: new Date(link.expiresMs).toISOString(),
    livemode: false,
    url: `${world.origin}/setup/e/${account.id}/${link.id}`,
    use_case: params.use_case,
  };
}

function readUseCase(use: Stripe.V2.Core.AccountLinkCreateParams['use_case']) {
  const useCase = use.type === 'account_update' ? 'account_update' : 'account_onboarding';
  const urls = use[useCase];
  if (urls !== undefined) return { useCase, urls } as const;
  throw invalidParam(`Missing required param: use_case[${useCase}].`, `use_case[${useCase}]`, 'parameter_missing');
}

function checkUrl(url: string, param: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw invalidParam('Not a valid URL', param, 'url_invalid');
}
