import type { Stripe } from 'stripe';
import { addSession } from '../payments/build-session';
import { expireSession } from '../payments/complete-session';
import { inRange, listPage } from '../server/list';
import { route } from '../server/route';
import { invalidRequest, missing } from '../server/stripe-error';
import { Collection } from '../store/collection';
import { idOf } from '../store/store';
import type { World } from '../world';

export const checkoutSessionRoutes = [
  route('POST', '/v1/checkout/sessions', 'CheckoutSessionCreateParams', addSession),
  route('GET', '/v1/checkout/sessions', 'CheckoutSessionListParams', listSessions),
  route('GET', '/v1/checkout/sessions/:id', 'CheckoutSessionRetrieveParams', retrieveSession),
  route('POST', '/v1/checkout/sessions/:id/expire', 'CheckoutSessionExpireParams', expireOpen),
  route(
    'GET',
    '/v1/checkout/sessions/:id/line_items',
    'CheckoutSessionListLineItemsParams',
    listLineItems,
  ),
];

function retrieveSession(
  world: World,
  _params: Stripe.Checkout.SessionRetrieveParams,
  id: string,
): Stripe.Checkout.Session {
  return findSession(world, id);
}

function listSessions(world: World, params: Stripe.Checkout.SessionListParams) {
  return listPage(world.store.sessions, {
    kind: 'checkout.session',
    url: '/v1/checkout/sessions',
    params,
    keep: (session) =>
      inRange(session.created, params.created) &&
      (params.customer === undefined || idOf(session.customer) === params.customer) &&
      (params.payment_intent === undefined ||
        idOf(session.payment_intent) === params.payment_intent) &&
      (params.status === undefined || session.status === params.status),
  });
}

function expireOpen(
  world: World,
  _params: Stripe.Checkout.SessionExpireParams,
  id: string,
): Stripe.Checkout.Session {
  const session = findSession(world, id);
  if (session.status !== 'open') {
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
    );
  }
  return expireSession(world, session);
}

function listLineItems(
  world: World,
  params: Stripe.Checkout.SessionListLineItemsParams,
  id: string,
) {
  findSession(world, id);
  const items = new Collection<Stripe.LineItem>(() => undefined);
  // Line items are listed in their own order, so the newest-first page reads them from behind.
  const stored = world.store.sessionDetails.get(id)?.lineItems ?? [];
  for (const item of [...stored].reverse()) items.restore(item.id, item);
  return listPage(items, { kind: 'item', url: `/v1/checkout/sessions/${id}/line_items`, params });
}

/** @throws StripeError 404 */
export function findSession(world: World, id: string): Stripe.Checkout.Session {
  const session = world.store.sessions.get(id);
  if (session === null) throw missing('checkout.session', id);
  return session;
}
