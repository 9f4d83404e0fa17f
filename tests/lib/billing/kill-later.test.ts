import { expect, it } from 'vitest';
import { inTransaction } from '@/db/client';
import { retryBills } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { receiveWebhook } from '@/lib/webhooks';
import { addDue, addOffer, clockTo, eveningOn, giveCard, type Payer } from '../../support/billing';
import { GOOD, WANTS_HOLDER } from '../../support/bills';
import { addEvening, addWaiting, chargeUnheard, declineNext, laterDay, noonOf } from '../../support/evenings';
import { killEverywhere, type Scene } from '../../support/kill';
import { eventsOf, signed } from '../../support/sandbox-controls';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
/** At how many places of each job a run is killed, spread over all of its steps. */
const PLACES = process.env.TUPPENCE_LONG === '1' ? 25 : 2;
const TIMEOUT = 60_000 + PLACES * 20_000;

let day = '2027-02-01';

/** Bills that are refused on one evening, and what the dunning of the evening three weeks later finds to do. */
async function newDunning(): Promise<Scene> {
  day = laterDay(day, 30);
  await noonOf(sandbox(), day);
  const offers = await Promise.all([addOffer(), addOffer()]);
  const due = (on: string, card?: string | null) => addDue(sandbox(), offers, on, [300, 200], { card });
  const over = [await due(day, null), await due(day, WANTS_HOLDER), await due(day)];
  for (const payer of over.slice(2)) await declineNext(sandbox(), payer, 99);
  await clockTo(sandbox(), eveningOn(day));
  await runJob('billing', eveningOn(day));
  const later = laterDay(day, 19);
  await clockTo(sandbox(), new Date(`${later}T12:00:00Z`));
  const trying = [await due(later), await due(later), await due(later)];
  for (const [at, decline] of ['insufficient_funds', 'insufficient_funds', 'expired_card'].entries()) {
    const payer = trying[at];
    if (payer) await declineNext(sandbox(), payer, at === 1 ? 99 : 1, decline);
  }
  await clockTo(sandbox(), eveningOn(later));
  await runJob('billing', eveningOn(later));
  const at = addDays(eveningOn(later), 2);
  await clockTo(sandbox(), at);
  const renewed = trying[2];
  if (!renewed) throw new Error('nobody has a new card');
  await giveCard(sandbox(), renewed, GOOD);
  await inTransaction((tx) => retryBills(tx, renewed.id, at));
  return { payers: [...over, ...trying], at };
}

const known = new Set<string>();

/** An evening whose charges were made by somebody who then died: only events tell what became of them. */
async function newInbox(): Promise<Scene> {
  day = laterDay(day, 1);
  const noon = await noonOf(sandbox(), day);
  const payers: Payer[] = [...(await addEvening(sandbox(), day)), ...(await addWaiting(sandbox(), noon))];
  const at = eveningOn(day);
  await clockTo(sandbox(), at);
  await chargeUnheard(at);
  const events = (await eventsOf(sandbox())).filter(({ id }) => !known.has(id));
  for (const event of events) {
    known.add(event.id);
    await receiveWebhook(signed(event));
  }
  return { payers, at };
}

it(`killed at ${PLACES} of its steps and run again, the dunning ends as if nothing had happened: tries, new cards and write-offs`, async () => {
  const { expected } = await killEverywhere(sandbox(), 'dunning', PLACES, newDunning);
  expect(expected.map(({ bills }) => bills.map(({ status }) => status))).toEqual([['written_off'], ['written_off'], ['written_off'], ['paid'], ['failing'], ['paid']]);
  expect(expected.map(({ bills }) => bills[0]?.payments)).toEqual([
    [], ['failed'], ['failed', 'failed'], ['failed', 'succeeded'], ['failed', 'failed'], ['failed', 'succeeded'],
  ]);
}, TIMEOUT);

it(`killed at ${PLACES} of its steps and run again, the inbox settles and refuses bills as if nothing had happened`, async () => {
  const { expected } = await killEverywhere(sandbox(), 'inbox', PLACES, newInbox);
  expect(expected.map(({ bills }) => bills.map(({ status }) => status))).toEqual([
    ['paid'], ['paid'], ['paid'], ['failing'], ['failing'], [], ['failing'], ['paid'], ['failing'], ['failing'], ['void'],
  ]);
}, TIMEOUT);
