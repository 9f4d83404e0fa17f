import type { EventRecord } from '../store/records';
import type { World } from '../world';

/** How many endpoints have not yet taken the event; those that never will count too. */
export function pendingWebhooks(world: World, event: EventRecord): number {
  const deliveries = world.store.deliveries.of(event.id);
  return deliveries.filter(({ state }) => state !== 'delivered').length;
}

/** The event as it was when it happened; only the count of deliveries is of now. */
export function showEvent(world: World, event: EventRecord): EventRecord {
  return { ...event, pending_webhooks: pendingWebhooks(world, event) };
}
