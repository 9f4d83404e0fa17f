import { getDb } from '@/db/client';
import { addDays, addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { detachRemovedCards, forgetCustomers, unansweredSetups } from '@/lib/fans';
import { unansweredPayments } from '@/lib/payments';
import { followPayouts } from '@/lib/payouts';
import { compareWithProcessor, readUntil, setReadUntil } from '@/lib/reconcile';
import { lookAtStaleAccounts } from '@/lib/payout-accounts';
import { listEventsSince } from '@/lib/stripe';
import { processEvents, refresh, storeEvents, usedEventTypes } from '@/lib/webhooks';
import { adoptCharges } from './adopt-charges';
import { adoptTransfers } from './adopt-transfers';
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
 * about and about payees' accounts of which nothing was heard for long, lets go of cards that were
 * removed while it did not answer, and compares every movement of the processor's balance with the ledger. What still differs is written
 * down as a gap until it closes.
 *
 * @param now business time
 */
export async function reconcile(now: Date): Promise<JobOutcome> {
  // Before all else: what is gone must not be set free by an event.
  const recovered = await adoptTransfers();
  const missed = await readMissedEvents(now);
  // Before the events: those of a charge that these books forgot then find its payment.
  const adopted = await adoptCharges();
  const finished = await processEvents();
  const unanswered = await unansweredPayments(getDb(), addMilliseconds(now, -PATIENCE_MS), MOST_PAYMENTS);
  const { done } = await refresh({
    payments: await looksAt(getDb(), unanswered),
    setups: await unansweredSetups(getDb(), addMilliseconds(now, -PATIENCE_MS), MOST_PAYMENTS),
    paymentMethodIds: [],
    stripeAccountIds: [],
  });
  const accounts = await lookAtStaleAccounts(now);
  // An event about a transfer only says where to look; a payout that came back is booked here.
  const followed = await followPayouts(now);
  await detachRemovedCards(now);
  await forgetCustomers();
  const { gaps, booked } = await compareWithProcessor(now);
  return { ...(recovered > 0 ? { recovered } : {}), missed, ...(adopted > 0 ? { adopted } : {}), finished, askedAgain: done.size, accounts, followed, booked, gaps };
}

async function readMissedEvents(now: Date): Promise<number> {
  const since = addMilliseconds((await readUntil('events')) ?? addDays(now, -OLDEST_DAYS), -OVERLAP_MS);
  const events = await listEventsSince(since, usedEventTypes);
  const missed = await storeEvents(events, 'reconcile');
  await setReadUntil('events', events.map((event) => event.happenedAt));
  return missed;
}
