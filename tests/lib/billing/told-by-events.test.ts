import fc from 'fast-check';
import { expect, it } from 'vitest';
import { processEvents, receiveWebhook, usedEventTypes } from '@/lib/webhooks';
import { clockTo, eveningOn, type Payer } from '../../support/billing';
import { addEvening, addWaiting, chargeUnheard, laterDay, noonOf, resultOf } from '../../support/evenings';
import { expectEqualRecords } from '../../support/records';
import { eventsOf, signed } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const RUNS = process.env.TUPPENCE_LONG === '1' ? 40 : 4;
type Told = Awaited<ReturnType<typeof eventsOf>>[number];

let day = '2027-02-01';
const known = new Set<string>();

/** An evening of every kind of bill, charged by somebody who forgot each answer; what Stripe tells of it, in order. */
async function newEvents(): Promise<{ payers: Payer[]; events: Told[] }> {
  day = laterDay(day, 1);
  const noon = await noonOf(sandbox(), day);
  const payers = [...(await addEvening(sandbox(), day)), ...(await addWaiting(sandbox(), noon))];
  const at = eveningOn(day);
  await clockTo(sandbox(), at);
  for (const event of await eventsOf(sandbox())) known.add(event.id);
  await chargeUnheard(at);
  return { payers, events: (await eventsOf(sandbox())).filter(({ id, type }) => !known.has(id) && usedEventTypes.includes(type)) };
}

/** What an event is about: all that is told of one charge names its intent. */
function about({ data: { object } }: Told): string {
  return 'payment_intent' in object && typeof object.payment_intent === 'string' ? object.payment_intent : 'id' in object ? String(object.id) : '';
}

it('events alone, some lost, some twice and in any order, end bills that are paid, refused or want their holder, and lines that waited, as all of them in order do', async () => {
  const { payers, events } = await newEvents();
  for (const event of events) await receiveWebhook(signed(event));
  await processEvents();
  const expected = await resultOf(sandbox(), payers);
  expect(expected.map(({ bills }) => bills.map(({ status }) => status))).toEqual([
    ['paid'], ['paid'], ['paid'], ['failing'], ['failing'], [], ['failing'], ['paid'], ['failing'], ['failing'], ['void'],
  ]);
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 0, max: 1_000 })), async (dice) => {
      const roll = () => dice.next().value;
      const told = await newEvents();
      const shuffled = told.events.map((event) => ({ event, place: roll() })).sort((one, other) => one.place - other.place).map(({ event }) => event);
      // Of each charge one event arrives, whichever it is; of the others each comes once, twice or never.
      const firsts = new Map(shuffled.map((event) => [about(event), event]));
      const arriving = shuffled.flatMap((event) => new Array<Told>(Math.max(roll() % 3, firsts.get(about(event)) === event ? 1 : 0)).fill(event));
      for (const event of arriving) {
        await receiveWebhook(signed(event));
        if (roll() % 4 === 0) await Promise.all([processEvents(), processEvents()]);
      }
      await processEvents();
      expect(await resultOf(sandbox(), told.payers)).toEqual(expected);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  await expectSoundTabs();
  await expectEqualRecords(sandbox());
}, 60_000 + RUNS * 10_000);
