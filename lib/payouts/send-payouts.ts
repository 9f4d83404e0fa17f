import { sql } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { log } from '@/lib/log';
import { createTransfer, findTransfer, ProcessorRemembersFailure, ProcessorUnavailable, type TransferReport } from '@/lib/stripe';
import { claimPayout, type Order } from './claim-payout';
import { endUnsent } from './end-unsent';
import { lockPayout, type PayoutWithCreator } from './payout-rows';
import { postSent } from './post-sent';
import { refusedWords } from './refused-words';

/**
 * Makes the transfers of approved payouts, one after the other. Each is written as tried before the
 * processor is asked, and its try is the idempotency key; a try whose answer was lost is first looked
 * for among what the processor has, because it forgets keys after a day. So a transfer is made once,
 * wherever we were stopped.
 *
 * @param now business time
 * @returns how many left
 * @throws the first fault that nobody foresaw, once all the others were tried
 */
export async function sendPayouts(now: Date): Promise<number> {
  const seen: string[] = [];
  const faults: unknown[] = [];
  for (let sent = 0; ; ) {
    const claimed = await claimPayout(seen, now);
    if (claimed === null && faults.length > 0) throw faults[0];
    if (claimed === null) return sent;
    seen.push(claimed.payoutId);
    if (claimed.fault !== undefined) note(claimed.payoutId, claimed.fault, faults);
    // One that nobody foresaw must not stand in the way of the others.
    const isSent = claimed.order && (await send(claimed.order, now).catch((error: unknown) => note(claimed.payoutId, error, faults)));
    if (isSent) sent += 1;
  }
}

function note(payoutId: string, error: unknown, faults: unknown[]): false {
  log.error('payout.not_sent', error, { payout: payoutId });
  faults.push(error);
  return false;
}

async function send(order: Order, now: Date): Promise<boolean> {
  try {
    const transfer = order.isRepeat ? await findTransfer(order.payoutId) : null;
    if (transfer) return await settle(order, transfer);
    const answer = await createTransfer(order);
    if (answer.is === 'made') return await settle(order, answer.transfer);
    log.warn('payout.refused', { payout: order.payoutId, code: answer.code });
    await (answer.is === 'no_funds' ? tryAnew(order, answer.code, nextDay(now)) : giveUp(order, answer.code, now));
  } catch (error) {
    if (error instanceof ProcessorRemembersFailure) return afterFailure(order, now);
    if (!(error instanceof ProcessorUnavailable)) throw error;
    await getDb().execute(sql`update payout set lease_until = null where id = ${order.payoutId} and attempt = ${order.attempt} and status = 'approved'`);
  }
  return false;
}

/** That request is over: what it made is there, or it made nothing and the next try has a key of its own. */
async function afterFailure(order: Order, now: Date): Promise<boolean> {
  const transfer = await findTransfer(order.payoutId).catch(() => undefined);
  if (transfer) return settle(order, transfer);
  if (transfer === null) await tryAnew(order, 'processor_failed', now);
  return false;
}

async function settle({ payoutId }: Order, transfer: TransferReport): Promise<boolean> {
  await inTransaction((tx) => postSent(tx, payoutId, transfer));
  return true;
}

/** This try moved nothing; until the next is begun, the payout can be cancelled again. */
async function tryAnew(order: Order, failureCode: string, nextAttemptAt: Date): Promise<void> {
  await getDb().execute(sql`
    update payout set attempt = attempt + 1, tried_at = null, lease_until = null, failure_code = ${failureCode},
      next_attempt_at = ${nextAttemptAt.toISOString()}::timestamptz
    where id = ${order.payoutId} and status = 'approved' and attempt = ${order.attempt}`);
}

/** The processor will never make it: the money is available again, and its creator is told what to mend. */
async function giveUp(order: Order, failureCode: string, now: Date): Promise<void> {
  await inTransaction(async (tx) => {
    const held = await stillOurs(tx, order);
    if (held) await endUnsent(tx, held, { to: 'failed', reason: refusedWords(failureCode), failureCode, now });
  });
}

async function stillOurs(tx: Tx, order: Order): Promise<PayoutWithCreator | null> {
  const held = await lockPayout(tx, order.payoutId);
  invariant(held, 'a claimed payout is there');
  return held.status === 'approved' && held.attempt === order.attempt ? held : null;
}

/** The processor lets money go at the beginning of days (UTC). */
function nextDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}
