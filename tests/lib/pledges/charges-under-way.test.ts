import { afterAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { claimCharges } from '@/lib/billing';
import { dayIn } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import {
  cancelPledge, changeMark, changePledge, endPledges, hasAccess, keepPledge, pauseEverything, pausePledge, planChange, resumeEverything, resumePledge,
} from '@/lib/pledges';
import { addPayer, clockTo, readBills } from '../../support/billing';
import { refusalOf } from '../../support/own-page';
import { addTier, closePage, join, readPledge } from '../../support/pledges';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
afterAll(expectSoundTabs);

const JOINED = new Date('2027-01-01T12:00:00Z');
const LATER = new Date('2027-01-11T12:00:00Z');

/** A pledge whose raise to a tier paid in full passes the limit, so that it waits for its charge. */
async function raiseWaits() {
  const payer = await addPayer(sandbox(), { now: JOINED });
  const low = await addTier();
  const dear = await addTier({ creatorId: low.creatorId, priceMinor: 1_500, firstMonthInFull: true });
  const { pledge } = await join(payer, low, { now: JOINED });
  const of = { personId: payer.personId ?? '', pledgeId: pledge.id };
  const { paidUntil } = (await readPledge(pledge.id)).pledge;
  const plan = planChange({
    fromMinor: 100, toMinor: 1_500, today: dayIn('UTC', LATER), paidUntil: paidUntil ?? '', billingDay: 1, inFull: true, minimumMinor: 10,
  });
  await changePledge({ ...of, tierId: dear.id, amountMinor: 1_500, seen: changeMark(plan), now: LATER });
  return { payer, of, dear };
}

test('a raise that is paid after its pledge was cancelled or paused with all others opens what it paid for, to its end', async () => {
  await clockTo(sandbox(), LATER);
  const [left, stopped] = [await raiseWaits(), await raiseWaits()];
  expect(await refusalOf(pausePledge({ ...stopped.of, now: LATER }))).toBe('PledgeNotNow');
  await cancelPledge({ ...left.of, now: LATER });
  await pauseEverything(stopped.payer.id, LATER);
  expect(await resumeEverything(stopped.payer.id, LATER)).toEqual({ resumed: 0, stayed: 1 });
  await runJob('billing', LATER);
  for (const { of, dear } of [left, stopped]) {
    const { pledge, open } = await readPledge(of.pledgeId);
    expect(pledge).toMatchObject({ tierId: dear.id, paidUntil: '2027-02-11' });
    expect(open?.endsOn).toBe('2027-02-11');
    expect(await hasAccess(getDb(), { ...of, creatorId: pledge.creatorId, priceAtLeastMinor: 1_500, at: new Date('2027-02-10T12:00:00Z') })).toBe(true);
  }
  expect(await claimCharges(LATER, 'due', 10)).toBeNull();
});

test('while more is being charged, a pledge that was cancelled or paused is taken up by nothing, and one that is over stays until the charge is known', async () => {
  const { of, dear, payer } = await raiseWaits();
  const other = await raiseWaits();
  await cancelPledge({ ...of, now: LATER });
  expect(await refusalOf(keepPledge({ ...of, now: LATER }))).toBe('PledgeNotNow');
  await pauseEverything(other.payer.id, LATER);
  await resumeEverything(other.payer.id, LATER);
  // The tab goes on; the pledge alone is still paused.
  expect(await refusalOf(resumePledge({ ...other.of, now: LATER }))).toBe('PledgeNotNow');
  const over = new Date('2027-02-02T12:00:00Z');
  await endPledges(over);
  expect((await readPledge(of.pledgeId)).pledge).toMatchObject({ status: 'leaving', paidUntil: '2027-02-01', nextAmountMinor: 1_500 });
  await clockTo(sandbox(), over);
  await runJob('billing', over);
  expect((await readPledge(of.pledgeId)).pledge).toMatchObject({ status: 'leaving', tierId: dear.id, paidUntil: '2027-02-11' });
  expect((await readBills(payer.id)).map(({ status }) => status)).toContain('paid');
  await resumePledge({ ...other.of, now: over });
  expect((await readPledge(other.of.pledgeId)).pledge).toMatchObject({ status: 'active', tierId: other.dear.id });
  await endPledges(new Date('2027-02-11T12:00:00Z'));
  expect((await readPledge(of.pledgeId)).pledge).toMatchObject({ status: 'ended', endedReason: 'cancelled' });
});

test('nobody pays more to a page that is suspended', async () => {
  const payer = await addPayer(sandbox(), { now: JOINED });
  const tier = await addTier();
  const { pledge } = await join(payer, tier, { now: JOINED });
  await closePage(tier.creatorId, 'suspended');
  expect(await refusalOf(changePledge({ personId: payer.personId ?? '', pledgeId: pledge.id, tierId: tier.id, amountMinor: 500, seen: '', now: LATER }))).toBe('CreatorClosed');
  expect((await readPledge(pledge.id)).lines).toHaveLength(1);
});
