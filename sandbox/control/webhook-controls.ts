import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { missing } from '../server/stripe-error';
import { findParcel } from '../webhooks/find-parcel';
import type { Controls, ControlRoute } from './control';

const listBody = z.strictObject({
  state: z.enum(['waiting', 'delivered', 'failed', 'dropped']).optional(),
});

const drainBody = z.strictObject({
  within_ms: z.coerce.number().int().positive().max(60_000).default(5_000),
});

export const webhookControls: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/deliveries',
    does: 'the last 500 deliveries of webhooks, newest first; ?state=waiting|delivered|failed|dropped',
    run: listDeliveries,
  },
  {
    method: 'POST',
    path: '/events/:id/replay',
    does: 'delivers an event once more to every endpoint that listens for it',
    run: replay,
  },
  {
    method: 'POST',
    path: '/drain',
    does: 'answers when no webhook is on its way any more: {within_ms}',
    run: drain,
  },
];

function listDeliveries({ world }: Controls, body: unknown): object {
  const { state } = listBody.parse(body);
  const kept = world.store.deliveries.page(
    (delivery) => state === undefined || delivery.state === state,
    { limit: 500 },
  );
  const data = kept.items.map((delivery) => {
    const parcel = findParcel(world, delivery);
    return { ...delivery, type: parcel?.type ?? null, url: parcel?.url ?? null };
  });
  return { data };
}

function replay({ world, dispatcher }: Controls, _body: unknown, id: string): object {
  const event = world.store.events.get(id) ?? world.store.thinEvents.get(id);
  if (event === null) throw missing('event', id);
  const deliveries = world.store.deliveries.of(id);
  for (const delivery of deliveries) dispatcher.resend(delivery);
  return { event: id, deliveries: deliveries.length };
}

async function drain({ dispatcher, scheduler }: Controls, body: unknown): Promise<object> {
  const deadline = Date.now() + drainBody.parse(body).within_ms;
  scheduler.runDue();
  dispatcher.kick();
  while (!dispatcher.quiet && Date.now() < deadline) await wait(5);
  return { quiet: dispatcher.quiet };
}
