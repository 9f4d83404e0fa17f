import { and, eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { pledge, tabLine } from '@/db/schema';
import { openCardSetup, type Fan } from '@/lib/fans';
import { addMilliseconds } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { endPledges, startAsked, submitJoinForm, type Tier } from '@/lib/pledges';
import { fillSavePage, saveCard } from '../../support/cards';
import { addFan } from '../../support/fans';
import { addTier, readPledge, seenBy } from '../../support/pledges';
import { expectSoundTabs } from '../../support/sound-tabs';
import { refusalOf } from '../../support/own-page';
import { findFanById } from '@/lib/fans';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
afterAll(expectSoundTabs);

/** Confirms the form of a tier as somebody signed in; answers where it leads. */
async function confirm(owner: Fan, tier: Tier): Promise<string> {
  const [now, current] = [new Date(), (await findFanById(getDb(), owner.id)) ?? owner];
  const form = { key: newId(), tierId: tier.id, amount: '1', timeZone: '', agree: 'yes' as const, seen: seenBy(current, tier, 100, now) };
  const { goTo } = await submitJoinForm(form, { personId: owner.personId ?? '' }, now, { connection: null, network: null });
  return goTo;
}

async function statusOf(owner: Fan, tier: Tier) {
  const [found] = await getDb().select().from(pledge).where(and(eq(pledge.fanId, owner.id), eq(pledge.tierId, tier.id)));
  if (!found) throw new Error('there is no such pledge');
  return found;
}

test('a card saved for one pledge starts that one; another that was left at the card page is not charged and ends by itself', async () => {
  const owner = await addFan({ hasCard: false });
  const [left, meant] = [await addTier(), await addTier()];
  expect(await confirm(owner, left)).toContain(sandbox().url);
  await fillSavePage(await confirm(owner, meant));
  await runJob('reconcile', new Date());
  expect((await statusOf(owner, meant)).status).toBe('active');
  const { id, status } = await statusOf(owner, left);
  expect(status).toBe('asked');
  expect(await getDb().select().from(tabLine).where(eq(tabLine.pledgeId, id))).toEqual([]);
  await endPledges(addMilliseconds(new Date(), 2 * 3_600_000 + 60_000));
  expect(await statusOf(owner, left)).toMatchObject({ status: 'ended', endedReason: 'card_not_saved' });
  expect((await statusOf(owner, meant)).status).toBe('active');
});

test('a card saved for itself, or told of twice, starts nothing that was left', async () => {
  const owner = await addFan({ hasCard: false });
  const tier = await addTier();
  await confirm(owner, tier);
  await saveCard(owner);
  await runJob('reconcile', new Date());
  expect((await statusOf(owner, tier)).status).toBe('asked');
});

test('who pledges to ten creators in one sitting saves the card once, at the first', async () => {
  const owner = await addFan({ hasCard: false });
  const tiers = await Promise.all(Array.from({ length: 10 }, () => addTier()));
  const [first, ...others] = tiers;
  if (!first) throw new Error('there are ten');
  await fillSavePage(await confirm(owner, first));
  await runJob('reconcile', new Date());
  for (const tier of others) expect(await confirm(owner, tier)).toContain('/account/pledges?joined=');
  expect(await Promise.all(tiers.map(async (tier) => (await statusOf(owner, tier)).status))).toEqual(tiers.map(() => 'active'));
});

test('one that was left starts when its fan says so once more, without a second card; somebody else cannot', async () => {
  const [owner, stranger] = [await addFan({ hasCard: false }), await addFan()];
  const tier = await addTier();
  await confirm(owner, tier);
  const { id } = await statusOf(owner, tier);
  const asked = { personId: owner.personId ?? '', pledgeId: id, now: new Date() };
  expect(await startAsked(asked)).toBe(false);
  await saveCard(owner);
  expect(await refusalOf(startAsked({ ...asked, personId: stranger.personId ?? '' }))).toBe('PledgeNotFound');
  expect(await Promise.all([startAsked(asked), startAsked(asked)])).toEqual([true, true]);
  expect((await readPledge(id)).lines).toHaveLength(1);
  expect((await readPledge(id)).pledge.status).toBe('active');
});

test('a page that was opened for a pledge says so, however often it is asked for', async () => {
  const owner = await addFan({ hasCard: false });
  const tier = await addTier();
  const url = await confirm(owner, tier);
  const { id } = await statusOf(owner, tier);
  const again = { key: id, pledgeId: id, returnPath: '/account/pledges', cancelPath: '/', currency: 'USD' as const, now: new Date() };
  expect(await openCardSetup(owner, again)).toBe(url);
});
