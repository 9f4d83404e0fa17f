import { sql } from 'drizzle-orm';
import { getDb, type Tx } from '@/db/client';
import { log } from '@/lib/log';
import { markToFollow } from '@/lib/payouts';
import { wake } from '@/lib/queue';
import { refresh, type Refreshed } from './refresh-payments';
import { looksIn, resolveEvents, type Resolved, type WaitingEvent } from './resolve-events';

const BATCH = 100;
const LEASE_SECONDS = 60;
const MAX_ATTEMPTS = 10;

/**
 * Works through the inbox, oldest first, up to a hundred events in one transaction, until nothing
 * is due. Two workers share the work by lease and SKIP LOCKED. An event only names a payment, a
 * card or an account; what happened is fetched. When a batch fails, its events are tried one by one, so that a
 * poisonous one is put off and later parked while the others flow.
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
  const resolved = await resolveEvents(events);
  let follows = 0;
  const refreshed = await refresh(looksIn(resolved), async (tx, result) => {
    await finish(tx, resolved, result);
    follows = await markPayouts(tx, resolved);
  });
  if (follows > 0) wake('payouts');
  return resolved.filter(({ about }) => about && refreshed.done.has(about)).length;
}

/** Payouts whose transfer, or whose bank, an event tells of are asked about next. */
async function markPayouts(tx: Tx, resolved: Resolved[]): Promise<number> {
  let marked = 0;
  for (const { event: { type, objectId, account } } of resolved) {
    if (type.startsWith('transfer.')) marked += await markToFollow(tx, { transferId: objectId });
    if (type.startsWith('payout.') && account) marked += await markToFollow(tx, { accountId: account });
  }
  return marked;
}

async function finish(tx: Tx, resolved: Resolved[], refreshed: Refreshed): Promise<void> {
  const done = resolved.filter(({ about }) => about && refreshed.done.has(about));
  const failed = resolved.filter(({ about }) => about && refreshed.failed.has(about));
  const wrong = resolved.filter(({ about }) => about && !refreshed.done.has(about) && !refreshed.failed.has(about));
  await close(tx, done, 'done', null);
  await close(tx, wrong, 'parked', 'not_what_it_names');
  await putOff(tx, failed.map(({ event }) => event), 'processor_unavailable');
  for (const note of ['no_payment', 'no_setup'] as const) await putOff(tx, withNote(resolved, note).map(({ event }) => event), note);
  for (const note of ['session_tells', 'no_card', 'no_account'] as const) await close(tx, withNote(resolved, note), 'ignored', note);
  await close(tx, withNote(resolved, 'followed'), 'done', null);
}

function withNote(resolved: Resolved[], note: string): Resolved[] {
  return resolved.filter((each) => each.about === null && each.note === note);
}

async function close(tx: Tx, resolved: Resolved[], state: 'done' | 'parked' | 'ignored', note: string | null): Promise<void> {
  if (resolved.length === 0) return;
  await tx.execute(sql`
    update webhook_event set state = ${state}, note = ${note}, lease_until = null
    where id = any(${sql.param(resolved.map(({ event }) => event.id))}::text[])`);
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
    returning id, type, object_id as "objectId", account, payment_hint as "paymentHint", attempts, payload`);
  return claimed.rows;
}
