import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { bill, creator, fan, mailMessage, tabLine } from '@/db/schema';
import { findFanById } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { activateAsked, applyCollected, applyDropped, hasAccess, joinPledge } from '@/lib/pledges';
import { addCard, addFan, readTab } from '../../support/fans';
import { refusalOf } from '../../support/own-page';
import { addTier, closePage, join, readPledge, seenBy, takenOf } from '../../support/pledges';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

useWorld();
afterAll(expectSoundTabs);

const NOVEMBER = new Date('2026-11-22T12:00:00Z');

test('the first pledge pays a whole month on its day, which is a billing day already', async () => {
  const [fan, tier] = [await addFan(), await addTier()];
  const { pledge } = await join(fan, tier, { now: NOVEMBER });
  expect(pledge).toMatchObject({ status: 'active', paidUntil: '2026-12-22' });
  const { tab, lines } = await readTab(fan.id);
  expect(lines).toMatchObject([{ kind: 'pledge_month', amountMinor: 100, fromOn: '2026-11-22', untilOn: '2026-12-22', status: 'open' }]);
  expect(tab).toMatchObject({ owedMinor: 100, nextBillOn: '2026-11-22' });
});

test('a pledge between billing days pays the days up to the next one: thirty cents for nine days', async () => {
  const owner = await addFan({ now: NOVEMBER });
  await getDb().update(fan).set({ billingDay: 1 }).where(eq(fan.id, owner.id));
  const { pledge } = await join(owner, await addTier(), { now: NOVEMBER });
  const { lines } = await readPledge(pledge.id);
  expect(lines).toMatchObject([{ kind: 'pledge_days', amountMinor: 30, fromOn: '2026-11-22', untilOn: '2026-12-01' }]);
});

test('a tier whose first month is paid in full takes the price at once and a month from that day', async () => {
  const owner = await addFan({ now: NOVEMBER });
  await getDb().update(fan).set({ billingDay: 1 }).where(eq(fan.id, owner.id));
  const { pledge } = await join(owner, await addTier({ firstMonthInFull: true }), { now: NOVEMBER });
  expect((await readPledge(pledge.id)).lines).toMatchObject([{ amountMinor: 100, fromOn: '2026-11-22', untilOn: '2026-12-22' }]);
});

test('access begins at once, to this tier and those below it, and to nobody else', async () => {
  const [fan, tier] = [await addFan(), await addTier({ priceMinor: 300 })];
  await join(fan, tier, { now: NOVEMBER });
  const asked = { personId: fan.personId ?? '', creatorId: tier.creatorId, at: NOVEMBER };
  expect(await hasAccess(getDb(), { ...asked, priceAtLeastMinor: 100 })).toBe(true);
  expect(await hasAccess(getDb(), { ...asked, priceAtLeastMinor: 300 })).toBe(true);
  expect(await hasAccess(getDb(), { ...asked, priceAtLeastMinor: 500 })).toBe(false);
  expect(await hasAccess(getDb(), { ...asked, personId: newId(), priceAtLeastMinor: 0 })).toBe(false);
});

test('the same key is the same pledge, fifty times at once', async () => {
  const [fan, tier, key] = [await addFan(), await addTier(), newId()];
  const joined = await Promise.all(Array.from({ length: 50 }, () => join(fan, tier, { key, now: NOVEMBER })));
  expect(new Set(joined.map(({ pledge }) => pledge.id)).size).toBe(1);
  expect(await takenOf(tier.id)).toBe(1);
  expect((await readTab(fan.id)).tab.owedMinor).toBe(100);
});

test('fifty people at once never take more places than there are', async () => {
  const tier = await addTier({ places: 7 });
  const fans = await Promise.all(Array.from({ length: 50 }, () => addFan()));
  const ends = await Promise.all(fans.map((fan) => refusalOf(join(fan, tier, { now: NOVEMBER }))));
  expect(ends.filter((end) => end === 'none')).toHaveLength(7);
  expect(new Set(ends)).toEqual(new Set(['none', 'TierFull']));
  expect(await takenOf(tier.id)).toBe(7);
});

test('one fan who presses in twenty windows at once has one pledge to a creator', async () => {
  const [fan, tier] = [await addFan(), await addTier()];
  const ends = await Promise.all(Array.from({ length: 20 }, () => refusalOf(join(fan, tier, { now: NOVEMBER }))));
  expect(ends.filter((end) => end === 'none')).toHaveLength(1);
  expect(new Set(ends)).toEqual(new Set(['none', 'AlreadyPledged']));
});

test('what cannot be joined is refused in its own words and changes nothing', async () => {
  const fan = await addFan();
  const tier = await addTier();
  const now = NOVEMBER;
  expect(await refusalOf(join(fan, tier, { now, amountMinor: 99 }))).toBe('PledgeBelowPrice:amount');
  expect(await refusalOf(join(fan, tier, { now, amountMinor: 99_999_999_999 }))).toBe('PledgeAboveMost:amount');
  expect(await refusalOf(join(fan, await addTier({ archivedAt: now }), { now }))).toBe('TierGone');
  expect(await refusalOf(join(fan, await addTier({ places: 1 }), { now, seen: 'yesterday' }))).toBe('PlanChanged');
  expect(await refusalOf(join(fan, tier, { now, agrees: false }))).toBe('ConsentMissing:agree');
  expect(await refusalOf(join(fan, await addTier({ currency: 'EUR' }), { now }))).toBe('PledgeCurrencyChanged');
  const own = await addTier();
  await getDb().update(creator).set({ personId: fan.personId }).where(eq(creator.id, own.creatorId));
  expect(await refusalOf(join(fan, own, { now }))).toBe('OwnPage');
  for (const status of ['suspended', 'unpublished'] as const) {
    const closed = await addTier();
    await closePage(closed.creatorId, status);
    expect(await refusalOf(join(fan, closed, { now }))).toBe('CreatorClosed');
  }
  expect(await takenOf(tier.id)).toBe(0);
});

test('without a card a pledge is asked, holds its place, and starts when one is saved', async () => {
  const [fan, tier] = [await addFan({ hasCard: false }), await addTier({ places: 1 })];
  const { pledge } = await join(fan, tier, { now: NOVEMBER });
  expect(pledge.status).toBe('asked');
  expect(await refusalOf(join(await addFan(), tier, { now: NOVEMBER }))).toBe('TierFull');
  await addCard(fan.id);
  expect(await inTransaction((tx) => activateAsked(tx, [pledge.id], NOVEMBER))).toEqual({ started: 1, waits: 0 });
  expect(await inTransaction((tx) => activateAsked(tx, [pledge.id], NOVEMBER))).toEqual({ started: 0, waits: 0 });
  expect((await readPledge(pledge.id)).pledge).toMatchObject({ status: 'active', paidUntil: '2026-12-22' });
});

test('a page that closed while the card was typed gets nothing, and the fan is told', async () => {
  const [owner, tier] = [await addFan({ hasCard: false }), await addTier()];
  const { pledge } = await join(owner, tier, { now: NOVEMBER });
  await closePage(tier.creatorId, 'suspended');
  await addCard(owner.id);
  await inTransaction((tx) => activateAsked(tx, [pledge.id], NOVEMBER));
  const { pledge: now, lines } = await readPledge(pledge.id);
  expect(now).toMatchObject({ status: 'ended', endedReason: 'creator_closed' });
  expect(lines).toEqual([]);
});

test('asked anew before the card was saved, the new wish takes the place of the old', async () => {
  const fan = await addFan({ hasCard: false });
  const low = await addTier();
  const high = await addTier({ creatorId: low.creatorId, priceMinor: 500 });
  const first = await join(fan, low, { now: NOVEMBER });
  await join(fan, high, { now: NOVEMBER });
  expect((await readPledge(first.pledge.id)).pledge).toMatchObject({ status: 'ended', endedReason: 'card_not_saved' });
  expect([await takenOf(low.id), await takenOf(high.id)]).toEqual([0, 1]);
});

test('a pledge that would pass the limit waits for its charge, opens when it settles and ends when it is refused', async () => {
  for (const settles of [true, false]) {
    const [fan, tier] = [await addFan(), await addTier({ priceMinor: 2_000 })];
    const { pledge } = await join(fan, tier, { now: NOVEMBER });
    expect(pledge.status).toBe('waiting');
    const { lines, open } = await readPledge(pledge.id);
    expect(open).toBeNull();
    await inTransaction((tx) => (settles ? applyCollected(tx, lines, NOVEMBER) : applyDropped(tx, lines, NOVEMBER)));
    const then = await readPledge(pledge.id);
    expect(then.pledge.status).toBe(settles ? 'active' : 'ended');
    expect(then.open !== null).toBe(settles);
    // Only the pledge's side is tried here; the bill's is lib/billing's.
    await getDb().update(tabLine).set({ status: 'dropped' }).where(eq(tabLine.fanId, fan.id));
    await getDb().update(bill).set({ status: 'void' }).where(eq(bill.fanId, fan.id));
  }
});

test('a guest is always somebody new, known address or not, and is asked by mail once a card is saved', async () => {
  const known = await addFan();
  const email = `fan-${known.personId?.slice(-12)}@fans.example`;
  const tier = await addTier();
  const asked = { tierId: tier.id, amountMinor: 100, who: { email }, timeZone: 'Asia/Tokyo', agrees: true, now: NOVEMBER };
  const seen = seenBy({ timeZone: 'Asia/Tokyo', billingDay: null }, tier, 100, NOVEMBER);
  const { pledge, fan: guest } = await joinPledge({ ...asked, key: newId(), seen });
  expect(guest).toMatchObject({ status: 'unproven', email, personId: null });
  expect(pledge.status).toBe('asked');
  const mails = () => getDb().select().from(mailMessage).where(eq(mailMessage.recipient, email));
  expect(await mails()).toEqual([]);
  await addCard(guest.id);
  await inTransaction((tx) => activateAsked(tx, [pledge.id], NOVEMBER));
  expect((await mails()).map(({ key }) => key)).toEqual([`pledge_confirm:${guest.id}`]);
  // A stranger's second pledge is a second stranger's: nothing says that the two are one.
  const again = await joinPledge({ ...asked, key: newId(), seen });
  expect(again.fan.id).not.toBe(guest.id);
  expect((await findFanById(getDb(), known.id))?.status).toBe('proven');
});
