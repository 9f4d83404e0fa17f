import { newStripeId } from '../store/ids';
import type { ThinEvent } from '../store/connect-records';
import type { World } from '../world';
import type { ThinEventType } from './thin-event-types';

export interface ThinEventInput {
  about?: { id: string; type: string; url: string };
  data?: object;
}

/** Writes a thin event, and a delivery to each event destination that listens for it. */
export function emitThin(world: World, type: ThinEventType, input: ThinEventInput = {}): ThinEvent {
  const { request } = world;
  const event = world.store.thinEvents.put({
    id: newStripeId('evt'),
    object: 'v2.core.event',
    type,
    created: new Date(world.clock.nowMs()).toISOString(),
    livemode: false,
    ...(request?.id
      ? { reason: { type: 'request', request: { id: request.id, idempotency_key: request.idempotency_key ?? '' } } }
      : {}),
    ...(input.about ? { related_object: input.about } : {}),
    ...(input.data ? { data: input.data } : {}),
  });
  for (const destination of world.store.eventDestinations.all()) {
    const listens = destination.enabled_events.some((name) => name === '*' || name === type);
    if (destination.status === 'enabled' && listens) world.queueDelivery(event.id, destination.id);
  }
  return event;
}

/** A thin event about an account. */
export function emitAccount(world: World, type: ThinEventType, account: string, data?: object): void {
  const about = { id: account, type: 'v2.core.account', url: `/v2/core/accounts/${account}` };
  emitThin(world, type, { about, ...(data ? { data } : {}) });
}
