import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { entitlement, fan, mailMessage, pledge as pledgeTable, tab, tier as tierTable } from '@/db/schema';
import { dayIn } from '@/lib/dates';
import type { Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import {
  applyCollected, applyDropped, applyWrittenOff, cancelPledge, changeMark, changePledge, clearGrace, endPledges, hasAccess, keepPledge,
  listChanges, listPledges, markGrace, pauseEverything, pausePledge, planChange, resumeEverything, resumePledge, takeNextTerms, type Tier,
} from '@/lib/pledges';
import { addFan, readTab } from '../../support/fans';
import { refusalOf } from '../../support/own-page';
import { addTier, closePage, join, readPledge, takenOf } from '../../support/pledges';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

useWorld();
afterAll(expectSoundTabs);

const JOINED = new Date('2026-11-01T12:00:00Z');
/** Ten days later, with twenty of thirty left. */
const LATER = new Date('2026-11-11T12:00:00Z');
const NEXT_MONTH = new Date('2026-12-05T12:00:00Z');

async function pledgeTo(tier: Tier, now = JOINED) {
  const owner = await addFan({ now });
  const { pledge } = await join(owner, tier, { now });
  return { owner, personId: owner.personId ?? '', pledge, of: { personId: owner.personId ?? '', pledgeId: pledge.id } };
}

function change(owner: Fan, of: { personId: string; pledgeId: string }, from: number, to: Tier, amountMinor = to.priceMinor, now = LATER, paidUntil = '2026-12-01') {
  const today = dayIn(owner.timeZone, now);
  const seen = changeMark(planChange({ fromMinor: from, toMinor: amountMinor, today, paidUntil, billingDay: 1, inFull: false, minimumMinor: 10 }));
  return changePledge({ ...of, tierId: to.id, amountMinor, seen, now });
}

test('more opens at once and pays the difference for the days left', async () => {
  const low = await addTier();
  const high = await addTier({ creatorId: low.creatorId, priceMinor: 400 });
  const { owner, of, personId, pledge } = await pledgeTo(low);
  await change(owner, of, 100, high);
  const now = await readPledge(pledge.id);
  expect(now.pledge).toMatchObject({ tierId: high.id, amountMinor: 400, nextTierId: null });
  expect(now.lines.at(-1)).toMatchObject({ kind: 'pledge_raise', amountMinor: 200, fromOn: '2026-11-11', untilOn: '2026-12-01' });
  expect(await hasAccess(getDb(), { personId, creatorId: low.creatorId, priceAtLeastMinor: 400, at: LATER })).toBe(true);
  expect([await takenOf(low.id), await takenOf(high.id)]).toEqual([0, 1]);
  // Pressed twice it is one change.
  await changePledge({ ...of, tierId: high.id, amountMinor: 400, seen: 'old', now: LATER });
  expect((await readPledge(pledge.id)).lines).toHaveLength(2);
});

test('less holds from the next paid month on, and the place of the other tier is kept for it', async () => {
  const high = await addTier({ priceMinor: 400 });
  const low = await addTier({ creatorId: high.creatorId, places: 1 });
  const { owner, of, personId, pledge } = await pledgeTo(high);
  await change(owner, of, 400, low);
  expect((await readPledge(pledge.id)).pledge).toMatchObject({ tierId: high.id, amountMinor: 400, nextTierId: low.id, nextAmountMinor: 100 });
  expect(await takenOf(low.id)).toBe(1);
  expect(await refusalOf(join(await addFan(), low, { now: LATER }))).toBe('TierFull');
  // As the billing run does it: the days first, then the terms of the month that it writes.
  await getDb().update(pledgeTable).set({ paidUntil: '2027-01-01' }).where(eq(pledgeTable.id, pledge.id));
  await inTransaction((tx) => takeNextTerms(tx, [pledge.id]));
  expect((await readPledge(pledge.id)).pledge).toMatchObject({ tierId: low.id, amountMinor: 100, nextTierId: null });
  expect([await takenOf(low.id), await takenOf(high.id)]).toEqual([1, 0]);
  expect(await hasAccess(getDb(), { personId, creatorId: low.creatorId, priceAtLeastMinor: 400, at: LATER })).toBe(false);
});

test('a change that waits for its charge changes nothing before, and nothing at all when it is refused', async () => {
  for (const settles of [true, false]) {
    const low = await addTier();
    const { owner, of, pledge } = await pledgeTo(low);
    await change(owner, of, 100, low, 5_000);
    const waiting = await readPledge(pledge.id);
    expect(waiting.pledge).toMatchObject({ amountMinor: 100, nextAmountMinor: 5_000 });
    expect(await refusalOf(change(owner, of, 100, low, 200))).toBe('PledgeNotNow');
    // The billing run that comes in between leaves it alone.
    await inTransaction((tx) => takeNextTerms(tx, [pledge.id]));
    const raised = waiting.lines.filter(({ status }) => status === 'waiting');
    await inTransaction((tx) => (settles ? applyCollected(tx, raised, LATER) : applyDropped(tx, raised, LATER)));
    expect((await readPledge(pledge.id)).pledge).toMatchObject({ status: 'active', amountMinor: settles ? 5_000 : 100, nextAmountMinor: null });
  }
});

test('a price that rose is for new pledges: a running one stays and may give more, not less', async () => {
  const tier = await addTier();
  const { owner, of } = await pledgeTo(tier);
  await getDb().update(tierTable).set({ priceMinor: 500 }).where(eq(tierTable.id, tier.id));
  expect(await refusalOf(change(owner, of, 100, tier, 99))).toBe('PledgeBelowPrice:amount');
  expect(await refusalOf(change(owner, of, 100, tier, 200))).toBe('none');
});

test('a pause charges nothing and keeps what is paid; going on later pays from that day', async () => {
  const tier = await addTier();
  const { of, personId, pledge } = await pledgeTo(tier);
  await pausePledge({ ...of, now: LATER });
  await pausePledge({ ...of, now: LATER });
  const paused = await readPledge(pledge.id);
  expect(paused.pledge.status).toBe('paused');
  expect(paused.open?.endsOn).toBe('2026-12-01');
  const asked = { personId, creatorId: tier.creatorId, priceAtLeastMinor: 100 };
  expect(await hasAccess(getDb(), { ...asked, at: new Date('2026-11-30T23:00:00Z') })).toBe(true);
  expect(await hasAccess(getDb(), { ...asked, at: new Date('2026-12-01T00:30:00Z') })).toBe(false);
  await resumePledge({ ...of, now: NEXT_MONTH });
  const again = await readPledge(pledge.id);
  expect(again.pledge).toMatchObject({ status: 'active', paidUntil: '2027-01-01' });
  expect(again.lines.map(({ fromOn, untilOn, amountMinor }) => [fromOn, untilOn, amountMinor])).toEqual([
    ['2026-11-01', '2026-12-01', 100], ['2026-12-05', '2027-01-01', 87],
  ]);
  expect(await hasAccess(getDb(), { ...asked, at: NEXT_MONTH })).toBe(true);
});

test('going on within what is paid costs nothing', async () => {
  const { of, pledge } = await pledgeTo(await addTier());
  await pausePledge({ ...of, now: LATER });
  await resumePledge({ ...of, now: LATER });
  const now = await readPledge(pledge.id);
  expect(now.lines).toHaveLength(1);
  expect(now.open?.endsOn).toBeNull();
});

test('cancelled it stays open to the end of what is paid, can be kept until then, and then gives up its place', async () => {
  const tier = await addTier({ places: 1 });
  const { of, pledge, personId } = await pledgeTo(tier);
  await cancelPledge({ ...of, now: LATER });
  expect((await readPledge(pledge.id)).pledge.status).toBe('leaving');
  await keepPledge({ ...of, now: LATER });
  expect((await readPledge(pledge.id)).pledge.status).toBe('active');
  await cancelPledge({ ...of, now: LATER });
  await endPledges(new Date('2026-11-30T20:00:00Z'));
  expect((await readPledge(pledge.id)).pledge.status).toBe('leaving');
  expect(await takenOf(tier.id)).toBe(1);
  await endPledges(new Date('2026-12-01T01:00:00Z'));
  await endPledges(new Date('2026-12-01T02:00:00Z'));
  expect((await readPledge(pledge.id)).pledge).toMatchObject({ status: 'ended', endedReason: 'cancelled' });
  expect(await takenOf(tier.id)).toBe(0);
  expect(await hasAccess(getDb(), { personId, creatorId: tier.creatorId, priceAtLeastMinor: 0, at: NEXT_MONTH })).toBe(false);
  expect(await refusalOf(keepPledge({ ...of, now: NEXT_MONTH }))).toBe('PledgeNotNow');
});

test('the end of a day is that of the fan, wherever they live', async () => {
  const owner = await addFan({ timeZone: 'Pacific/Kiritimati', now: JOINED });
  const { pledge } = await join(owner, await addTier(), { now: JOINED });
  const of = { personId: owner.personId ?? '', pledgeId: pledge.id };
  await cancelPledge({ ...of, now: LATER });
  // Fourteen hours ahead of UTC: there it is the second of December already.
  await endPledges(new Date('2026-12-01T10:30:00Z'));
  expect((await readPledge(pledge.id)).pledge).toMatchObject({ status: 'ended', paidUntil: '2026-12-02' });
});

test('a pledge that goes on keeps its access between midnight and the evening of the bill', async () => {
  const tier = await addTier();
  const { personId } = await pledgeTo(tier);
  expect(await hasAccess(getDb(), { personId, creatorId: tier.creatorId, priceAtLeastMinor: 0, at: new Date('2026-12-01T12:00:00Z') })).toBe(true);
});

test('grace keeps access, and what is written off closes it at once, whatever day it was paid for', async () => {
  const tier = await addTier();
  const { personId, pledge, owner } = await pledgeTo(tier);
  const asked = { personId, creatorId: tier.creatorId, priceAtLeastMinor: 0, at: LATER };
  await inTransaction((tx) => markGrace(tx, newId(), []));
  const { lines } = await readPledge(pledge.id);
  expect((await listPledges(getDb(), owner.id, LATER))[0]?.inGrace).toBe(false);
  await inTransaction((tx) => clearGrace(tx, newId()));
  expect(await hasAccess(getDb(), asked)).toBe(true);
  await inTransaction((tx) => applyWrittenOff(tx, lines, LATER));
  await inTransaction((tx) => applyWrittenOff(tx, lines, LATER));
  expect(await hasAccess(getDb(), asked)).toBe(false);
  expect((await readPledge(pledge.id)).pledge).toMatchObject({ status: 'ended', endedReason: 'written_off' });
  const [closed] = await getDb().select().from(entitlement).where(eq(entitlement.pledgeId, pledge.id));
  expect(closed).toMatchObject({ closedReason: 'written_off' });
  expect((await readTab(owner.id)).tab.owedMinor).toBe(0);
});

test('pausing everything pauses the tab with its pledges, and going on takes up just those', async () => {
  const owner = await addFan({ now: JOINED });
  const of = (pledgeId: string) => ({ personId: owner.personId ?? '', pledgeId });
  const [first, second, third] = [await join(owner, await addTier(), { now: JOINED }), await join(owner, await addTier(), { now: JOINED }), await join(owner, await addTier(), { now: JOINED })];
  await pausePledge({ ...of(third.pledge.id), now: LATER });
  expect(await pauseEverything(owner.id, LATER)).toBe(2);
  expect(await refusalOf(join(owner, await addTier(), { now: LATER }))).toBe('TabPaused');
  expect(await refusalOf(resumePledge({ ...of(first.pledge.id), now: LATER }))).toBe('TabPaused');
  await closePage(second.pledge.creatorId);
  expect(await resumeEverything(owner.id, NEXT_MONTH)).toEqual({ resumed: 1, stayed: 1 });
  const statuses = await Promise.all([first, second, third].map(async ({ pledge }) => (await readPledge(pledge.id)).pledge.status));
  expect(statuses).toEqual(['active', 'paused', 'paused']);
});

test('somebody else’s pledge is not there', async () => {
  const { pledge } = await pledgeTo(await addTier());
  const other = (await addFan()).personId ?? '';
  for (const command of [pausePledge, resumePledge, keepPledge, cancelPledge]) {
    expect(await refusalOf(command({ personId: other, pledgeId: pledge.id, now: LATER }))).toBe('PledgeNotFound');
    expect(await refusalOf(command({ personId: other, pledgeId: 'no id', now: LATER }))).toBe('PledgeNotFound');
  }
});

/** What the page would have shown for a change at this moment. */
function seenOf(terms: Omit<Parameters<typeof planChange>[0], 'billingDay' | 'minimumMinor' | 'inFull'> & { inFull?: boolean }): string {
  return changeMark(planChange({ inFull: false, ...terms, billingDay: 1, minimumMinor: 10 }));
}

test('more on the billing day, before its evening, pays the new month at once: a dear tier opens for nobody for nothing', async () => {
  const cheap = await addTier();
  const dear = await addTier({ creatorId: cheap.creatorId, priceMinor: 900 });
  const { of, pledge } = await pledgeTo(cheap);
  const morning = new Date('2026-12-01T08:00:00Z');
  const seen = seenOf({ fromMinor: 100, toMinor: 900, today: '2026-12-01', paidUntil: '2026-12-01' });
  await changePledge({ ...of, tierId: dear.id, amountMinor: 900, seen, now: morning });
  const now = await readPledge(pledge.id);
  expect(now.lines.at(-1)).toMatchObject({ kind: 'pledge_days', amountMinor: 900, fromOn: '2026-12-01', untilOn: '2027-01-01' });
  expect(now.pledge).toMatchObject({ tierId: dear.id, paidUntil: '2027-01-01' });
});

test('more to a tier whose first month is paid in full takes a month from today, less what of it is paid', async () => {
  const cheap = await addTier({ priceMinor: 300 });
  const dear = await addTier({ creatorId: cheap.creatorId, priceMinor: 900, firstMonthInFull: true });
  const { of, pledge } = await pledgeTo(cheap);
  const seen = seenOf({ fromMinor: 300, toMinor: 900, today: '2026-11-11', paidUntil: '2026-12-01', inFull: true });
  await changePledge({ ...of, tierId: dear.id, amountMinor: 900, seen, now: LATER });
  const now = await readPledge(pledge.id);
  // Twenty of thirty days at three dollars are two dollars.
  expect(now.lines.at(-1)).toMatchObject({ kind: 'pledge_days', amountMinor: 700, fromOn: '2026-12-01', untilOn: '2026-12-11' });
  expect(now.pledge.paidUntil).toBe('2026-12-11');
});

test('cancelled while the charge for more is under way, what is paid for is still had', async () => {
  const cheap = await addTier();
  const dear = await addTier({ creatorId: cheap.creatorId, priceMinor: 5_000 });
  const { of, owner, pledge } = await pledgeTo(cheap);
  await change(owner, of, 100, dear);
  await cancelPledge({ ...of, now: LATER });
  const { lines } = await readPledge(pledge.id);
  await inTransaction((tx) => applyCollected(tx, lines.filter(({ status }) => status === 'waiting'), LATER));
  const now = await readPledge(pledge.id);
  expect(now.pledge).toMatchObject({ status: 'leaving', tierId: dear.id });
  expect(now.open).toMatchObject({ tierId: dear.id, endsOn: '2026-12-01' });
});

test('a pledge that is taken up again counts for the cap, though its days are paid', async () => {
  const owner = await addFan({ now: JOINED });
  const { pledge } = await join(owner, await addTier({ priceMinor: 500 }), { now: JOINED });
  const of = { personId: owner.personId ?? '', pledgeId: pledge.id };
  await cancelPledge({ ...of, now: LATER });
  await getDb().update(tab).set({ capMinor: 400 }).where(eq(tab.fanId, owner.id));
  expect(await refusalOf(keepPledge({ ...of, now: LATER }))).toBe('CapReached');
  expect((await readPledge(pledge.id)).pledge.status).toBe('leaving');
});

test('in dunning nothing new is pledged, and what a cap forbids is refused with the cap', async () => {
  const owner = await addFan({ now: JOINED });
  await join(owner, await addTier(), { now: JOINED });
  await getDb().update(tab).set({ capMinor: 150 }).where(eq(tab.fanId, owner.id));
  expect(await refusalOf(join(owner, await addTier(), { now: LATER }))).toBe('CapReached');
});

test('what a pledge can become is priced before, with what cannot be had and why', async () => {
  const low = await addTier();
  await addTier({ creatorId: low.creatorId, priceMinor: 400, name: 'Full', places: 1, position: 2 });
  const full = await addTier({ creatorId: low.creatorId, priceMinor: 300, name: 'Mid', position: 3 });
  const { owner, pledge } = await pledgeTo(low);
  await getDb().update(fan).set({ billingDay: 1 }).where(eq(fan.id, owner.id));
  await getDb().update(tierTable).set({ places: 1, taken: 1 }).where(eq(tierTable.name, 'Full'));
  const found = await listChanges(getDb(), { ...owner, billingDay: 1 }, { pledgeId: pledge.id, typed: '1.50', now: LATER });
  expect(found?.tiers.map(({ tierName, plan, refusal }) => [tierName, plan?.todayMinor ?? null, refusal === null])).toEqual([['Full', null, false], ['Mid', 133, true]]);
  expect(found?.typed?.change?.plan).toMatchObject({ kind: 'more', todayMinor: 33, fromOn: '2026-12-01' });
  expect(full.name).toBe('Mid');
  await getDb().update(tierTable).set({ taken: 0 }).where(eq(tierTable.name, 'Full'));
});

test('each thing that a fan does to a pledge is confirmed to them by mail once', async () => {
  const { of, pledge } = await pledgeTo(await addTier());
  await pausePledge({ ...of, now: LATER });
  await resumePledge({ ...of, now: LATER });
  await cancelPledge({ ...of, now: LATER });
  await keepPledge({ ...of, now: LATER });
  const mails = await getDb().select({ key: mailMessage.key }).from(mailMessage);
  const kinds = mails.filter(({ key }) => key.includes(pledge.id)).map(({ key }) => key.split(':')[0]);
  expect(kinds.sort()).toEqual(['pledge_cancelled', 'pledge_kept', 'pledge_paused', 'pledge_resumed']);
});
