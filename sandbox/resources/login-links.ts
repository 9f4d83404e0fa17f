import type { Stripe } from 'stripe';
import { findAccount } from '../connect/change-account';
import { route } from '../server/route';
import { invalidRequest } from '../server/stripe-error';
import { newStripeId } from '../store/ids';
import type { World } from '../world';

export const loginLinkRoutes = [
  route('POST', '/v1/accounts/:id/login_links', 'LoginLinkCreateParams', createLoginLink),
];

function createLoginLink(world: World, _params: Stripe.AccountCreateLoginLinkParams, id: string): Stripe.LoginLink {
  const { account, details } = findAccount(world, id);
  if (account.dashboard !== 'express') {
    throw invalidRequest('Cannot create a login link for an account without the Express dashboard.');
  }
  if (details.state === 'new') {
    throw invalidRequest('Cannot create a login link for an account that has not completed onboarding.');
  }
  const link = world.store.loginLinks.put({ id: newStripeId('lael', 32), account: id, opened: false });
  return { object: 'login_link', created: world.clock.seconds(), url: `${world.origin}/express/${id}/${link.id}` };
}
