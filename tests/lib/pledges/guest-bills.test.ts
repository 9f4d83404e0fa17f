import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { person } from '@/db/schema';
import { claimCharges } from '@/lib/billing';
import { runJob } from '@/lib/jobs';
import { activateAsked, confirmPledge, endPledges, pauseEverything, refusePledge } from '@/lib/pledges';
import { addPayer, clockTo, eveningOn, readBills } from '../../support/billing';
import { setCap } from '@/lib/tab';
import { addCard, addFan, readTab } from '../../support/fans';
import { askAsGuest, confirmTokenOf, pledgeAsGuest } from '../../support/guests';
import { refusalOf } from '../../support/own-page';
import { addTier, join, readPledge } from '../../support/pledges';
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
  const joined = await pledgeAsGuest(sandbox(), { email: owner?.email ?? '', tier, now: NOW });
  await clockTo(sandbox(), eveningOn('2026-12-05'));
  await runJob('billing', eveningOn('2026-12-05'));
  expect((await readBills(joined.fan.id)).map(({ status }) => status)).toEqual(['paid']);
  return joined;
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
  const joined = await askAsGuest({ email: 'under.way@fans.example', tier, now: MORNING });
  await addCard(joined.fan.id, MORNING);
  await inTransaction((tx) => activateAsked(tx, [joined.pledge.id], MORNING));
  const token = await confirmTokenOf(joined.fan.id);
  expect((await claimCharges(MORNING, 'due', 10))?.paymentIds).toHaveLength(1);
  expect(await refusalOf(refusePledge({ token, now: MORNING }))).toBe('PledgeNotNow');
  await endPledges(new Date('2026-12-20T09:00:00Z'));
  expect((await readPledge(joined.pledge.id)).pledge.status).toBe('waiting');
});
