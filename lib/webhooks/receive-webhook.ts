import { getDb } from '@/db/client';
import { webhookEvent } from '@/db/schema';
import { log } from '@/lib/log';
import { wake } from '@/lib/queue';
import { verifyEvent, type VerifiedEvent, type WebhookDoor } from '@/lib/stripe';
import { isUsedEvent } from './event-types';

/**
 * The addresses that take webhooks. Each is an endpoint of its own at Stripe, with its own secret.
 */
export const webhookDoors: ReadonlyMap<string, WebhookDoor> = new Map([
  ['/api/webhooks/stripe', 'platform'],
  ['/api/webhooks/stripe-connect', 'connect'],
  ['/api/webhooks/stripe-thin', 'thin'],
]);

/**
 * Takes one webhook: verifies the signature over the raw bytes, stores the event once, wakes the
 * worker and answers; nothing else happens while Stripe waits. An event of the wrong mode (a test
 * event beside a live key) or of a type we do not use is kept and has no effect.
 *
 * @param request.door where it arrived, our own events when nothing is said
 * @returns the HTTP status to answer: 200 stored or known, 400 not from Stripe
 * @throws when the database is down; answered as 500, so that Stripe sends it again
 */
export async function receiveWebhook(request: {
  rawBody: Buffer;
  signature: string | undefined;
  door?: WebhookDoor;
}): Promise<{ status: 200 | 400 }> {
  const event = verifyEvent(request.rawBody, request.signature, request.door);
  if (!event) {
    log.warn('webhook.refused', { bytes: request.rawBody.length, door: request.door ?? 'platform' });
    return { status: 400 };
  }
  const isNew = await storeEvents([event], 'webhook');
  if (isNew > 0) wake('inbox');
  return { status: 200 };
}

/**
 * Puts verified events into the inbox; one that is there already is left as it is.
 *
 * @returns how many were new and wait to be worked on
 */
export async function storeEvents(events: VerifiedEvent[], source: 'webhook' | 'reconcile'): Promise<number> {
  if (events.length === 0) return 0;
  const inserted = await getDb()
    .insert(webhookEvent)
    .values(events.map((event) => toRow(event, source)))
    .onConflictDoNothing({ target: webhookEvent.id })
    .returning({ state: webhookEvent.state });
  return inserted.filter((row) => row.state === 'waiting').length;
}

function toRow(event: VerifiedEvent, source: 'webhook' | 'reconcile'): typeof webhookEvent.$inferInsert {
  const note = event.rightMode ? (isUsedEvent(event.type) ? null : 'unused_type') : 'wrong_mode';
  if (note === 'wrong_mode') log.warn('webhook.wrong_mode', { event: event.id });
  return {
    id: event.id,
    type: event.type,
    objectId: event.objectId,
    paymentHint: event.paymentHint,
    account: event.account,
    livemode: event.livemode,
    source,
    payload: event.payload,
    happenedAt: event.happenedAt,
    state: note ? 'ignored' : 'waiting',
    note,
  };
}
