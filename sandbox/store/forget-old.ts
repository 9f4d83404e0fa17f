import type { World } from '../world';

const DAY_MS = 24 * 60 * 60 * 1_000;
const EVENTS_KEPT_DAYS = 30;

/**
 * Drops what Stripe drops too, so that the state does not grow for ever: answers under keys after
 * a day of real time, events after thirty days of the sandbox's time. Runs at each start.
 */
export function forgetOld(world: World): void {
  const { store, clock } = world;
  for (const answer of store.storedAnswers.all()) {
    if (answer.storedMs < Date.now() - DAY_MS) store.storedAnswers.delete(answer.id);
  }
  const oldest = clock.seconds() - (EVENTS_KEPT_DAYS * DAY_MS) / 1_000;
  for (const event of store.events.all()) {
    if (event.created >= oldest) continue;
    for (const delivery of store.deliveries.of(event.id)) store.deliveries.delete(delivery.id);
    store.events.delete(event.id);
  }
  for (const event of store.thinEvents.all()) {
    if (Date.parse(event.created) >= oldest * 1_000) continue;
    for (const delivery of store.deliveries.of(event.id)) store.deliveries.delete(delivery.id);
    store.thinEvents.delete(event.id);
  }
}
