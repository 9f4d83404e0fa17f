import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { person } from '@/db/schema';
import { liftPerson, retryBillNow, suspendPerson } from '@/lib/admin';
import { claimCharges, countCharges, draftBills } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { addDue, addOffer, chargesOf, clockTo, eveningOn, giveCard, readBills, type Offer, type Payer } from '../../support/billing';
import { addPerson } from '../../support/people';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
let admin = '';
beforeAll(async () => {
  offers = await Promise.all([addOffer(), addOffer()]);
  admin = (await addPerson()).id;
  await getDb().update(person).set({ isAdmin: true }).where(eq(person.id, admin));
});
afterAll(expectSoundTabs);

const act = (payer: Payer) => ({ actorId: admin, personId: payer.personId ?? '', reason: 'Looked at by hand, in a test', now: new Date() });
const statuses = async (payer: Payer) => (await readBills(payer.id)).map(({ status, payments }) => [status, payments.length]);

/** The bills of an evening are made, and then one of two is shut out before anything is charged. */
test('a bill that was made before its person was suspended is not charged, and goes on when that is lifted', async () => {
  const now = eveningOn('2027-03-10');
  await clockTo(sandbox(), now);
  const [shut, other] = [await addDue(sandbox(), offers, '2027-03-10', [200, 200]), await addDue(sandbox(), offers, '2027-03-10', [400])];
  await draftBills(now);
  await suspendPerson(act(shut));
  expect(await countCharges(now, 'due')).toBe(1);
  await Promise.all([runJob('billing', now), runJob('billing', now)]);
  expect([await statuses(shut), await statuses(other)]).toEqual([[['due', 0]], [['paid', 1]]]);
  const later = addDays(now, 40);
  await clockTo(sandbox(), later);
  for (const job of ['billing', 'dunning', 'notices', 'reconcile'] as const) await runJob(job, later);
  expect(await statuses(shut)).toEqual([['due', 0]]);
  expect(await chargesOf(sandbox(), shut)).toEqual([]);
  const [still] = await readBills(shut.id);
  await expect(retryBillNow({ actorId: admin, billId: still?.id ?? '', now: later })).rejects.toThrow('This fan is suspended or frozen, so the bill stands still. Lift that first, and it goes on by itself.');
  await liftPerson(act(shut));
  await runJob('billing', later);
  expect((await statuses(shut))[0]).toEqual(['paid', 1]);
  expect((await chargesOf(sandbox(), shut))[0]?.amount).toBe(400);
});

test('a failing bill of a suspended person is neither tried nor given up, and is tried when that is lifted', async () => {
  const now = eveningOn('2027-06-10');
  await clockTo(sandbox(), now);
  const payer = await addDue(sandbox(), offers, '2027-06-10', [500], { card: 'pm_card_chargeCustomerFail' });
  await runJob('billing', now);
  expect(await statuses(payer)).toEqual([['failing', 1]]);
  await suspendPerson(act(payer));
  await giveCard(sandbox(), payer);
  for (const days of [2, 7, 14, 21, 25]) {
    await clockTo(sandbox(), addDays(now, days));
    await runJob('dunning', addDays(now, days));
  }
  expect(await statuses(payer)).toEqual([['failing', 1]]);
  expect(await claimCharges(addDays(now, 25), 'failing', 10)).toBeNull();
  await liftPerson(act(payer));
  await runJob('dunning', addDays(now, 25));
  expect(await statuses(payer)).toEqual([['paid', 2]]);
});
