import { expect, it } from 'vitest';
import { clockTo, eveningOn } from '../../support/billing';
import { addEvening, addWaiting, laterDay, noonOf } from '../../support/evenings';
import { killEverywhere } from '../../support/kill';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
/** At how many places a run is killed, spread over all of its steps. */
const PLACES = process.env.TUPPENCE_LONG === '1' ? 50 : 3;

let day = '2027-02-01';

it(`killed at ${PLACES} of its steps and run again, an evening ends as if nothing had happened, for bills of the day and for lines that waited for their charge`, async () => {
  const { expected, steps } = await killEverywhere(sandbox(), 'billing', PLACES, async () => {
    day = laterDay(day, 1);
    const noon = await noonOf(sandbox(), day);
    const payers = [...(await addEvening(sandbox(), day)), ...(await addWaiting(sandbox(), noon))];
    await clockTo(sandbox(), eveningOn(day));
    return { payers, at: eveningOn(day) };
  });
  expect(steps).toBeGreaterThan(40);
  expect(expected.map(({ bills }) => bills.map(({ status }) => status))).toEqual([
    ['paid'], ['paid'], ['paid'], ['failing'], ['failing'], [], ['failing'], ['paid'], ['failing'], ['failing'], ['void'],
  ]);
  expect(expected.slice(7).map(({ pledges }) => pledges.map(({ opens }) => opens))).toEqual([['all', 'all'], ['all, in grace', 'nothing'], ['all, in grace', 'nothing'], ['nothing']]);
}, 60_000 + PLACES * 20_000);
