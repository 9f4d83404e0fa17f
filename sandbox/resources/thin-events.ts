import type { Stripe } from 'stripe';
import { inRange } from '../server/list';
import { listPageV2 } from '../server/list-v2';
import { route } from '../server/route';
import { missing } from '../server/stripe-error';
import type { World } from '../world';

export const thinEventRoutes = [
  route('GET', '/v2/core/events', 'ThinEventListParams', listThinEvents),
  route('GET', '/v2/core/events/:id', 'ThinEventRetrieveParams', retrieveThinEvent),
];

function listThinEvents(world: World, params: Stripe.V2.Core.EventListParams & { page?: string }) {
  const { object_id: about, types, created } = params;
  const query = [
    ...(about === undefined ? [] : [['object_id', about] as const]),
    ...(types ?? []).map((type, place) => [`types[${place}]`, type] as const),
  ].map(([name, value]): [string, string] => [name, value]);
  return listPageV2(
    world.store.thinEvents,
    '/v2/core/events',
    params,
    (event) =>
      inRange(Math.floor(Date.parse(event.created) / 1_000), created) &&
      (about === undefined || event.related_object?.id === about) &&
      (types === undefined || types.includes(event.type)),
    query,
  );
}

function retrieveThinEvent(world: World, _params: Stripe.V2.Core.EventRetrieveParams, id: string): object {
  const event = world.store.thinEvents.get(id);
  if (event === null) throw missing('event', id);
  return event;
}
