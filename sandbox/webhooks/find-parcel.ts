import type { Delivery } from '../store/records';
import type { World } from '../world';
import { showEvent } from './show-event';

/** What one delivery carries and to where: a whole event, or a thin one without its data. */
export interface Parcel {
  type: string;
  url: string;
  secret: string;
  payload: object;
}

/** Null when the event, its receiver or the receiver's secret is gone. */
export function findParcel(world: World, delivery: Delivery): Parcel | null {
  const { store } = world;
  const secret = store.endpointSecrets.get(delivery.endpoint)?.secret;
  if (secret === undefined) return null;
  const thin = store.thinEvents.get(delivery.event);
  const event = store.events.get(delivery.event);
  const { data: _kept, ...payload } = thin ?? { data: undefined };
  const url =
    thin === null
      ? store.endpoints.get(delivery.endpoint)?.url
      : store.eventDestinations.get(delivery.endpoint)?.webhook_endpoint?.url;
  if (url === undefined) return null;
  if (thin !== null) return { type: thin.type, url, secret, payload };
  return event === null ? null : { type: event.type, url, secret, payload: showEvent(world, event) };
}
