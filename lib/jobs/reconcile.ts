import { eq, sql } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { reconcileCursor } from '@/db/schema';
import { addDays, addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { detachRemovedCards, forgetCustomers, unansweredSetups } from '@/lib/fans';
import { unansweredPayments } from '@/lib/payments';
import { lookAtStaleAccounts } from '@/lib/payout-accounts';
import { listBalanceTransactionsSince, listEventsSince } from '@/lib/stripe';
import { processEvents, refresh, storeEvents, usedEventTypes } from '@/lib/webhooks';
import { compareWithLedger } from './compare-with-ledger';
import type { JobOutcome } from './jobs';
import { looksAt } from './looks-at';

/** Read again at every run, for events that appear late in Stripe's list. */
const OVERLAP_MS = 15 * MINUTE_MS;
/** How long the processor may take to answer before we ask by ourselves. */
const PATIENCE_MS = 10 * MINUTE_MS;
/** Stripe lists events for 30 days. */
const OLDEST_DAYS = 30;
const MOST_PAYMENTS = 500;

/**
 * Makes our record equal to the processor's without any webhook (DESIGN.md 4.9): reads the events
 * that we missed into the same inbox, asks again for payments and saved cards that nobody told us
 * about, lets go of cards that were removed while it did not answer, and
 * compares every movement of the processor's balance with the ledger. What still differs is written
 * down as a gap until it closes.
 *
 * @param now business time
 */
export async function reconcile(now: Date): Promise<JobOutcome> {
  const missed = await readMissedEvents(now);
  const finished = await processEvents();
  const unanswered = await unansweredPayments(getDb(), addMilliseconds(now, -PATIENCE_MS), MOST_PAYMENTS);
  const { done } = await refresh({
    payments: await looksAt(getDb(), unanswered),
    setups: await unansweredSetups(getDb(), addMilliseconds(now, -PATIENCE_MS), MOST_PAYMENTS),
    paymentMethodIds: [],
    stripeAccountIds: [],
  });
  const accounts = await lookAtStaleAccounts(now);
  await detachRemovedCards(now);
  await forgetCustomers();
  const gaps = await compare(now);
  return { missed, finished, askedAgain: done.size, accounts, gaps };
}

async function readMissedEvents(now: Date): Promise<number> {
  const since = addMilliseconds(await readUntil('events', now), -OVERLAP_MS);
  const events = await listEventsSince(since, usedEventTypes);
  const missed = await storeEvents(events, 'reconcile');
  await setReadUntil('events', events.map((event) => event.happenedAt));
  return missed;
}

async function compare(now: Date): Promise<number> {
  const since = addMilliseconds(await readUntil('balance', now), -OVERLAP_MS - PATIENCE_MS);
  const records = await listBalanceTransactionsSince(since);
  const settled = records.filter((record) => record.createdAt <= addMilliseconds(now, -PATIENCE_MS));
  const gaps = await compareWithLedger(settled);
  await setReadUntil('balance', settled.map((record) => record.createdAt));
  return gaps;
}

async function readUntil(name: string, now: Date): Promise<Date> {
  const [cursor] = await getDb().select().from(reconcileCursor).where(eq(reconcileCursor.name, name));
  return cursor?.readUntil ?? addDays(now, -OLDEST_DAYS);
}

/**
 * Remembers the newest thing that was read, by the processor's own time: our clock may be ahead of
 * it. Forward only: of two runs at once, the earlier must not hide what the later has read.
 */
async function setReadUntil(name: string, read: Date[]): Promise<void> {
  if (read.length === 0) return;
  const newest = new Date(Math.max(...read.map((date) => date.getTime())));
  await getDb()
    .insert(reconcileCursor)
    .values({ name, readUntil: newest })
    .onConflictDoUpdate({
      target: reconcileCursor.name,
      set: { readUntil: sql`greatest(reconcile_cursor.read_until, excluded.read_until)` },
    });
}
