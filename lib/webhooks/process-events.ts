import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { getDb, type Tx } from '@/db/client';
import { log } from '@/lib/log';
import { paymentsByObject, sessionsOf } from '@/lib/payments';
import { refreshPayments, type Look, type Refreshed } from './refresh-payments';

const BATCH = 100;
const LEASE_SECONDS = 60;
const MAX_ATTEMPTS = 10;

type WaitingEvent = { id: string; type: string; objectId: string; paymentHint: string | null; attempts: number; payload: unknown };

/** Events that belong to one payment, or to none that we know. */
type Resolved = { event: WaitingEvent; look: Look | null; note: string | null };

/**
 * Works through the inbox, oldest first, up to a hundred events in one transaction, until nothing
 * is due. Two workers share the work by lease and SKIP LOCKED. An event only names a payment; what
 * happened is fetched. When a batch fails, its events are tried one by one, so that a poisonous one
 * is put off and later parked while the others flow.
 *
 * @returns how many events were finished
 */
export async function processEvents(): Promise<number> {
  for (let finished = 0; ; ) {
    const events = await claim();
    if (events.length === 0) return finished;
    finished += await processBatch(events);
  }
}

async function processBatch(events: WaitingEvent[]): Promise<number> {
  try {
    return await processTogether(events);
  } catch (error) {
    log.error('webhook.batch_failed', error, { events: events.length });
  }
  let finished = 0;
  for (const event of events) {
    finished += await processTogether([event]).catch(async (error: unknown) => {
      log.error('webhook.event_failed', error, { event: event.id });
      await putOff(getDb(), [event], 'failed');
      return 0;
    });
  }
  return finished;
}

async function processTogether(events: WaitingEvent[]): Promise<number> {
  const resolved = await resolve(events);
  const looks = resolved.flatMap(({ look }) => (look ? [look] : []));
  const refreshed = await refreshPayments(looks, (tx, result) => finish(tx, resolved, result));
  return resolved.filter(({ look }) => look && refreshed.done.has(look.paymentId)).length;
}

async function finish(tx: Tx, resolved: Resolved[], refreshed: Refreshed): Promise<void> {
  const done = resolved.filter(({ look }) => look && refreshed.done.has(look.paymentId));
  const wrong = resolved.filter(({ look }) => look && !refreshed.done.has(look.paymentId) && !refreshed.failed.has(look.paymentId));
  const failed = resolved.filter(({ look }) => look && refreshed.failed.has(look.paymentId));
  const nobodys = resolved.filter(({ look }) => !look);
  await tx.execute(sql`
    update webhook_event set state = 'done', note = null, lease_until = null
    where id = any(${textArray(done)})`);
  await tx.execute(sql`
    update webhook_event set state = 'parked', note = 'not_the_payment_it_names', lease_until = null
    where id = any(${textArray(wrong)})`);
  await putOff(tx, failed.map(({ event }) => event), 'processor_unavailable');
  await putOff(tx, nobodys.map(({ event }) => event), 'no_payment');
}

/** Tries again after 2, 4, 8 … seconds; parked after ten attempts, for a person to look at. */
async function putOff(db: Pick<Tx, 'execute'>, events: WaitingEvent[], note: string): Promise<void> {
  if (events.length === 0) return;
  await db.execute(sql`
    update webhook_event set
      state = case when attempts >= ${MAX_ATTEMPTS} then 'parked' else 'waiting' end,
      next_attempt_at = now() + make_interval(secs => least(power(2, attempts), 600)),
      note = ${note}, lease_until = null
    where id = any(${sql.param(events.map((event) => event.id))}::text[])`);
}

async function claim(): Promise<WaitingEvent[]> {
  const claimed = await getDb().execute<WaitingEvent>(sql`
    update webhook_event set lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), attempts = attempts + 1
    where id in (
      select id from webhook_event
      where state = 'waiting' and next_attempt_at <= now() and (lease_until is null or lease_until < now())
      order by next_attempt_at limit ${BATCH} for update skip locked)
    returning id, type, object_id as "objectId", payment_hint as "paymentHint", attempts, payload`);
  return claimed.rows;
}

async function resolve(events: WaitingEvent[]): Promise<Resolved[]> {
  const paymentIds = await Promise.all(events.map(paymentOf));
  const sessions = await sessionsOf(getDb(), paymentIds.filter((id) => id !== null));
  return events.map((event, at) => {
    const paymentId = paymentIds[at] ?? null;
    if (!paymentId) return { event, look: null, note: 'no_payment' };
    // A session we asked for but whose answer we never got is known only by its own event.
    const own = event.type.startsWith('checkout.session.') ? event.objectId : null;
    const sessionId = sessions.get(paymentId) ?? own;
    return { event, look: sessionId ? { paymentId, sessionId } : null, note: null };
  });
}

const reference = z.string().nullish();
const chargedObject = z.object({
  data: z.object({ object: z.object({ object: z.string(), id: z.string(), payment_intent: reference, charge: reference }) }),
});

/** Refunds carry no metadata of the payment: they are found by the charge or intent they name. */
async function paymentOf(event: WaitingEvent): Promise<string | null> {
  if (event.paymentHint) return event.paymentHint;
  const parsed = chargedObject.safeParse(event.payload);
  if (!parsed.success) return null;
  const { object, id, payment_intent, charge } = parsed.data.data.object;
  const [found] = await paymentsByObject(getDb(), {
    paymentIntentId: payment_intent ?? null,
    chargeId: object === 'charge' ? id : (charge ?? null),
  });
  return found ?? null;
}

function textArray(resolved: Resolved[]) {
  return sql`${sql.param(resolved.map(({ event }) => event.id))}::text[]`;
}
