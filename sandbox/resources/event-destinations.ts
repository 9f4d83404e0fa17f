import type { Stripe } from 'stripe';
import { listPageV2 } from '../server/list-v2';
import { route } from '../server/route';
import { invalidParam, missing } from '../server/stripe-error';
import { newStripeId } from '../store/ids';
import { emitThin } from '../webhooks/emit-thin';
import type { World } from '../world';
import { mergeMetadata, toMetadata } from './metadata';
import { checkLoopback } from './webhook-endpoints';

type Destination = Stripe.V2.Core.EventDestination;

const PATH = '/v2/core/event_destinations';

export const eventDestinationRoutes = [
  route('POST', PATH, 'EventDestinationCreateParams', createDestination),
  route('GET', PATH, 'EventDestinationListParams', listDestinations),
  route('GET', `${PATH}/:id`, 'EventDestinationRetrieveParams', retrieveDestination),
  route('POST', `${PATH}/:id`, 'EventDestinationUpdateParams', updateDestination),
  route('DELETE', `${PATH}/:id`, 'EventDestinationDeleteParams', deleteDestination),
  route('POST', `${PATH}/:id/disable`, 'EventDestinationDisableParams', (world, _params, id) => turn(world, id, 'disabled')),
  route('POST', `${PATH}/:id/enable`, 'EventDestinationEnableParams', (world, _params, id) => turn(world, id, 'enabled')),
  route('POST', `${PATH}/:id/ping`, 'EventDestinationPingParams', pingDestination),
];

function createDestination(world: World, params: Stripe.V2.Core.EventDestinationCreateParams): Destination {
  if (params.type !== 'webhook_endpoint' || params.webhook_endpoint === undefined) {
    throw invalidParam('The sandbox delivers to a `webhook_endpoint` only.', 'type');
  }
  if (params.event_payload !== 'thin') {
    throw invalidParam('Event destinations of the sandbox are thin: use /v1/webhook_endpoints for snapshots.', 'event_payload');
  }
  const { destination, secret } = addDestination(world, {
    url: params.webhook_endpoint.url,
    events: params.enabled_events,
    name: params.name,
    description: params.description ?? '',
    from: params.events_from ?? ['@self'],
    metadata: toMetadata(params.metadata),
  });
  const signed = params.include?.includes('webhook_endpoint.signing_secret') ? secret : null;
  return shown(destination, params.include, signed);
}

interface NewDestination {
  url: string;
  events: string[];
  name: string;
  description?: string;
  from?: string[];
  metadata?: Stripe.Metadata;
  secret?: string;
}

/** Makes and keeps a destination, with a new signing secret unless one is given. */
export function addDestination(world: World, input: NewDestination): { destination: Destination; secret: string } {
  const now = new Date(world.clock.nowMs()).toISOString();
  const destination = world.store.eventDestinations.put({
    id: newStripeId('ed_test'),
    object: 'v2.core.event_destination',
    created: now,
    description: input.description ?? '',
    enabled_events: input.events,
    event_payload: 'thin',
    events_from: input.from ?? ['@self'],
    livemode: false,
    metadata: input.metadata ?? {},
    name: input.name,
    status: 'enabled',
    type: 'webhook_endpoint',
    updated: now,
    webhook_endpoint: { url: checkLoopback(input.url) },
  });
  const secret = input.secret ?? newStripeId('whsec', 32);
  world.store.endpointSecrets.put({ id: destination.id, secret });
  return { destination, secret };
}

/** The destination that the environment asks for: it gets every thin event. */
export function upsertDestination(world: World, url: string, secret: string): void {
  const known = world.store.eventDestinations.all().find(({ name }) => name === BOOT);
  if (known === undefined) {
    addDestination(world, { url, secret, events: ['*'], name: BOOT });
    return;
  }
  world.store.eventDestinations.put({ ...known, status: 'enabled', webhook_endpoint: { url: checkLoopback(url) } });
  world.store.endpointSecrets.put({ id: known.id, secret });
}

const BOOT = 'Made at the start of the sandbox from SANDBOX_THIN_WEBHOOK_URL';

function listDestinations(world: World, params: Stripe.V2.Core.EventDestinationListParams & { page?: string }) {
  const page = listPageV2(world.store.eventDestinations, PATH, params);
  return { ...page, data: page.data.map((destination) => shown(destination, params.include)) };
}

function retrieveDestination(world: World, params: Stripe.V2.Core.EventDestinationRetrieveParams, id: string): Destination {
  return shown(findDestination(world, id), params.include);
}

function updateDestination(world: World, params: Stripe.V2.Core.EventDestinationUpdateParams, id: string): Destination {
  const before = findDestination(world, id);
  const url = params.webhook_endpoint?.url;
  const after = world.store.eventDestinations.put({
    ...before,
    description: params.description ?? before.description,
    enabled_events: params.enabled_events ?? before.enabled_events,
    metadata: mergeMetadata(before.metadata ?? null, params.metadata),
    name: params.name ?? before.name,
    updated: new Date(world.clock.nowMs()).toISOString(),
    ...(url === undefined ? {} : { webhook_endpoint: { url: checkLoopback(url) } }),
  });
  return shown(after, params.include);
}

function deleteDestination(world: World, _params: object, id: string): Stripe.V2.DeletedObject {
  findDestination(world, id);
  world.store.eventDestinations.delete(id);
  world.store.endpointSecrets.delete(id);
  return { id, object: 'v2.core.event_destination' };
}

function turn(world: World, id: string, status: 'enabled' | 'disabled'): Destination {
  const before = findDestination(world, id);
  return shown(world.store.eventDestinations.put({ ...before, status }));
}

function pingDestination(world: World, _params: object, id: string): object {
  findDestination(world, id);
  const about = { id, type: 'v2.core.event_destination', url: `${PATH}/${id}` };
  return emitThin(world, 'v2.core.event_destination.ping', { about });
}

/** Address and secret are told to who asks; the secret only once, when it is made. */
function shown(destination: Destination, include: readonly string[] = [], secret: string | null = null): Destination {
  const { webhook_endpoint: endpoint, ...base } = destination;
  const url = include.includes('webhook_endpoint.url') ? endpoint?.url : undefined;
  return { ...base, webhook_endpoint: { ...(url ? { url } : {}), ...(secret ? { signing_secret: secret } : {}) } };
}

function findDestination(world: World, id: string): Destination {
  const destination = world.store.eventDestinations.get(id);
  if (destination === null) throw missing('event destination', id);
  return destination;
}
