import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { fan, mailMessage, person } from '@/db/schema';
import { claimCharges } from '@/lib/billing';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { activateAsked, confirmPledge, endPledges, joinPledge, pauseEverything, refusePledge } from '@/lib/pledges';
import { addPayer, clockTo, eveningOn, giveCard, readBills } from '../../support/billing';
import { setCap } from '@/lib/tab';
import { addCard, addFan, readTab } from '../../support/fans';
import { refusalOf } from '../../support/own-page';
import { addTier, join, readPledge, seenBy } from '../../support/pledges';
import { sdkOf } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
afterAll(expectSoundTabs);

const NOW = new Date('2026-12-05T12:00:00Z');
const MORNING = new Date('2026-12-06T09:00:00Z');

/** A guest whose pledge is paid by the bill of the first evening, before anybody opened the mail. */
async function paidGuest(personId: string) {
  const [owner] = await getDb().select().from(person).where(eq(person.id, personId));
  const tier = await addTier({ priceMinor: 500 });
  await clockTo(sandbox(), NOW);
  const seen = seenBy({ timeZone: 'UTC', billingDay: null }, tier, 500, NOW);
  const joined = await joinPledge({ key: newId(), tierId: tier.id, amountMinor: 500, who: { email: owner?.email ?? '' }, timeZone: 'UTC', agrees: true, seen, now: NOW });
  const { id: customerId } = await sdkOf(sandbox()).customers.create({ name: 'guest' });
  await getDb().update(fan).set({ stripeCustomerId: customerId }).where(eq(fan.id, joined.fan.id));
  await giveCard(sandbox(), { ...joined.fan, customerId });
  await inTransaction((tx) => activateAsked(tx, [joined.pledge.id], NOW));
  await clockTo(sandbox(), eveningOn('2026-12-05'));
  await runJob('billing', eveningOn('2026-12-05'));
  expect((await readBills(joined.fan.id)).map(({ status }) => status)).toEqual(['paid']);
  const [mail] = await getDb().select().from(mailMessage).where(eq(mailMessage.key, `pledge_confirm:${joined.fan.id}`));
  const token = /\/pledges\/confirm\/([A-Za-z0-9_-]+)/.exec(mail?.bodyText ?? '')?.[1] ?? '';
  return { ...joined, token };
}

test('a pledge whose first month is paid brings its billing day to an account that had none, and goes on being billed', async () => {
  const own = await addFan({ now: NOW, hasCard: false });
  const { token, pledge, fan: guest } = await paidGuest(own.personId ?? '');
  await confirmPledge({ token, personId: own.personId ?? '', now: MORNING });
  expect((await readTab(own.id)).tab.nextBillOn).toBe('2027-01-05');
  await clockTo(sandbox(), eveningOn('2027-01-05'));
  await runJob('billing', eveningOn('2027-01-05'));
  expect((await readBills(own.id)).map(({ status, amountMinor }) => [status, amountMinor])).toEqual([['paid', 500]]);
  const { pledge: now, lines } = await readPledge(pledge.id);
  expect(now).toMatchObject({ fanId: own.id, status: 'active', paidUntil: '2027-02-05' });
  // What was billed before stays where it was.
  expect(lines.map(({ fanId }) => fanId === guest.id)).toEqual([true, false]);
});

test('nothing is joined to a tab that is paused', async () => {
  const own = await addPayer(sandbox(), { now: NOW });
  await join(own, await addTier(), { now: NOW });
  const { token } = await paidGuest(own.personId ?? '');
  await pauseEverything(own.id, MORNING);
  expect(await refusalOf(confirmPledge({ token, personId: own.personId ?? '', now: MORNING }))).toBe('TabPaused');
});

test('a guest whose month is paid joins no account whose cap its months would pass', async () => {
  const own = await addPayer(sandbox(), { now: NOW });
  await join(own, await addTier(), { now: NOW });
  await inTransaction((tx) => setCap(tx, { fanId: own.id, currency: 'USD', capMinor: 300, now: NOW }));
  const { token, pledge, fan: guest } = await paidGuest(own.personId ?? '');
  expect(await refusalOf(confirmPledge({ token, personId: own.personId ?? '', now: MORNING }))).toBe('CapReached');
  expect((await readPledge(pledge.id)).pledge).toMatchObject({ fanId: guest.id, status: 'active' });
});

test('while a charge of a guest is under way nothing ends, neither by them nor by the job', async () => {
  const tier = await addTier({ priceMinor: 1_500 });
  const seen = seenBy({ timeZone: 'UTC', billingDay: null }, tier, 1_500, MORNING);
  const joined = await joinPledge({ key: newId(), tierId: tier.id, amountMinor: 1_500, who: { email: 'under.way@fans.example' }, timeZone: 'UTC', agrees: true, seen, now: MORNING });
  await addCard(joined.fan.id, MORNING);
  await inTransaction((tx) => activateAsked(tx, [joined.pledge.id], MORNING));
  const [mail] = await getDb().select().from(mailMessage).where(eq(mailMessage.key, `pledge_confirm:${joined.fan.id}`));
  const token = /\/pledges\/confirm\/([A-Za-z0-9_-]+)/.exec(mail?.bodyText ?? '')?.[1] ?? '';
  expect((await claimCharges(MORNING, 'due', 10))?.paymentIds).toHaveLength(1);
  expect(await refusalOf(refusePledge({ token, now: MORNING }))).toBe('PledgeNotNow');
  await endPledges(new Date('2026-12-20T09:00:00Z'));
  expect((await readPledge(joined.pledge.id)).pledge.status).toBe('waiting');
});
