import type { Stripe } from 'stripe';

/** The thin events that the sandbox sends; a name that the SDK does not know does not compile. */
export const THIN_EVENT_TYPES = [
  'v2.core.account.closed',
  'v2.core.account.created',
  'v2.core.account.updated',
  'v2.core.account[configuration.recipient].capability_status_updated',
  'v2.core.account[configuration.recipient].updated',
  'v2.core.account[defaults].updated',
  'v2.core.account[identity].updated',
  'v2.core.account[requirements].updated',
  'v2.core.account_link.returned',
  'v2.core.event_destination.ping',
] as const satisfies readonly Stripe.V2.Core.Event['type'][];

export type ThinEventType = (typeof THIN_EVENT_TYPES)[number];
