import type { Stripe } from 'stripe';
import { listPage } from '../server/list';
import { route } from '../server/route';
import { invalidParam, missing } from '../server/stripe-error';
import { newStripeId } from '../store/ids';
import { API_VERSION, type World } from '../world';
import { mergeMetadata, toMetadata } from './metadata';

export const webhookEndpointRoutes = [
  route('POST', '/v1/webhook_endpoints', 'WebhookEndpointCreateParams', createEndpoint),
  route('GET', '/v1/webhook_endpoints', 'WebhookEndpointListParams', listEndpoints),
  route('GET', '/v1/webhook_endpoints/:id', 'WebhookEndpointRetrieveParams', retrieveEndpoint),
  route('POST', '/v1/webhook_endpoints/:id', 'WebhookEndpointUpdateParams', updateEndpoint),
  route('DELETE', '/v1/webhook_endpoints/:id', 'WebhookEndpointDeleteParams', deleteEndpoint),
];

function createEndpoint(
  world: World,
  params: Stripe.WebhookEndpointCreateParams,
): Stripe.WebhookEndpoint {
  const { endpoint, secret } = addEndpoint(world, {
    url: checkLoopback(params.url),
    events: params.enabled_events,
    description: params.description || null,
    apiVersion: params.api_version ?? null,
    connect: params.connect ?? false,
    metadata: toMetadata(params.metadata),
  });
  // Like Stripe, the secret is shown once: in the answer to its creation.
  return { ...endpoint, secret };
}

interface NewEndpoint {
  url: string;
  events: string[];
  description?: string | null;
  apiVersion?: string | null;
  connect?: boolean;
  metadata?: Stripe.Metadata;
  secret?: string;
}

/** Makes and keeps an endpoint, with a new signing secret unless one is given. */
export function addEndpoint(world: World, input: NewEndpoint) {
  const endpoint = world.store.endpoints.put({
    id: newStripeId('we'),
    object: 'webhook_endpoint',
    api_version: input.apiVersion ?? API_VERSION,
    application: null,
    created: world.clock.seconds(),
    description: input.description ?? null,
    enabled_events: input.events,
    livemode: false,
    metadata: input.metadata ?? {},
    status: 'enabled',
    url: input.url,
  });
  const secret = input.secret ?? newStripeId('whsec', 32);
  world.store.endpointSecrets.put({ id: endpoint.id, secret, connect: input.connect ?? false });
  return { endpoint, secret };
}

/** The endpoint that the environment asks for, or the one for connected accounts. */
export function upsertEndpoint(world: World, url: string, secret: string, connect = false): void {
  const description = connect ? BOOT_CONNECT : BOOT;
  const known = world.store.endpoints.all().find((endpoint) => endpoint.description === description);
  if (known === undefined) {
    addEndpoint(world, { url, secret, events: ['*'], description, connect });
    return;
  }
  world.store.endpoints.put({ ...known, url, status: 'enabled' });
  world.store.endpointSecrets.put({ id: known.id, secret, connect });
}

const BOOT = 'Made at the start of the sandbox from SANDBOX_WEBHOOK_URL';
const BOOT_CONNECT = 'Made at the start of the sandbox from SANDBOX_CONNECT_WEBHOOK_URL';

function listEndpoints(world: World, params: Stripe.WebhookEndpointListParams) {
  return listPage(world.store.endpoints, {
    kind: 'webhook endpoint',
    url: '/v1/webhook_endpoints',
    params,
  });
}

function retrieveEndpoint(
  world: World,
  _params: Stripe.WebhookEndpointRetrieveParams,
  id: string,
): Stripe.WebhookEndpoint {
  return findEndpoint(world, id);
}

function updateEndpoint(
  world: World,
  params: Stripe.WebhookEndpointUpdateParams,
  id: string,
): Stripe.WebhookEndpoint {
  const before = findEndpoint(world, id);
  const { disabled } = params;
  return world.store.endpoints.put({
    ...before,
    description: params.description === undefined ? before.description : params.description || null,
    enabled_events: params.enabled_events ?? before.enabled_events,
    metadata: mergeMetadata(before.metadata, params.metadata),
    status: disabled === undefined ? before.status : disabled ? 'disabled' : 'enabled',
    url: params.url === undefined ? before.url : checkLoopback(params.url),
  });
}

function deleteEndpoint(
  world: World,
  _params: Stripe.WebhookEndpointDeleteParams,
  id: string,
): Stripe.DeletedWebhookEndpoint {
  findEndpoint(world, id);
  world.store.endpoints.delete(id);
  world.store.endpointSecrets.delete(id);
  return { id, object: 'webhook_endpoint', deleted: true };
}

function findEndpoint(world: World, id: string): Stripe.WebhookEndpoint {
  const endpoint = world.store.endpoints.get(id);
  if (endpoint === null) throw missing('webhook endpoint', id);
  return endpoint;
}

/** A sandbox full of pretended payments has no business outside this machine. */
export function checkLoopback(url: string): string {
  const hostname = URL.canParse(url) ? new URL(url).hostname : '';
  if (['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return url;
  throw invalidParam('Invalid URL: the sandbox sends webhooks to loopback only.', 'url', 'url_invalid');
}
