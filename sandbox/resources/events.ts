import type { Stripe } from 'stripe';
import { inRange, listPage } from '../server/list';
import { connected, route } from '../server/route';
import { invalidParam, missing } from '../server/stripe-error';
import type { EventRecord } from '../store/records';
import { pendingWebhooks, showEvent } from '../webhooks/show-event';
import type { World } from '../world';

export const eventRoutes = connected([
  route('GET', '/v1/events', 'EventListParams', listEvents),
  route('GET', '/v1/events/:id', 'EventRetrieveParams', retrieveEvent),
]);

function listEvents(world: World, params: Stripe.EventListParams) {
  if (params.type !== undefined && params.types !== undefined) {
    throw invalidParam('You may pass either `type` or `types`, not both.', 'types');
  }
  const wanted = typeFilter(params.types ?? (params.type === undefined ? null : [params.type]));
  const page = listPage(world.store.events, {
    kind: 'event',
    url: '/v1/events',
    params,
    keep: (event) =>
      (event.account ?? null) === world.account &&
      inRange(event.created, params.created) &&
      wanted(event.type) &&
      (params.delivery_success === undefined ||
        (pendingWebhooks(world, event) === 0) === params.delivery_success),
  });
  return { ...page, data: page.data.map((event) => showEvent(world, event)) };
}

/** Types are named in full, or as a group: `charge.*`. */
function typeFilter(types: string[] | null): (type: string) => boolean {
  if (types === null) return () => true;
  const exact = new Set(types);
  const groups = types.filter((type) => type.endsWith('*')).map((type) => type.slice(0, -1));
  return (type) => exact.has(type) || groups.some((group) => type.startsWith(group));
}

function retrieveEvent(
  world: World,
  _params: Stripe.EventRetrieveParams,
  id: string,
): EventRecord {
  const event = world.store.events.get(id);
  if (event === null || (event.account ?? null) !== world.account) throw missing('event', id);
  return showEvent(world, event);
}
