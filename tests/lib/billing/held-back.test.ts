import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { person, pledge, tabLine } from '@/db/schema';
import { releaseHeldLines } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { addDue, addOffer, clockTo, evening, eveningOn, readBills, retireTabs, tabOf, type Offer } from '../../support/billing';
import { addPaidBill, askLines } from '../../support/line-refunds';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
beforeAll(async () => { offers = [await addOffer()]; });

it('what is on its way back stays held, and what is beside it on the bill is released', async () => {
  const day = '2027-02-10';
  const now = eveningOn(day);
  const { bill, lines } = await addPaidBill(sandbox(), [...offers, await addOffer()], day, [400, 500]);
  const [asked, other] = lines;
  await askLines(bill.id, [asked?.id ?? ''], now);
  await releaseHeldLines(addDays(now, 30));
  const standing = async (id = '') => (await getDb().select().from(tabLine).where(eq(tabLine.id, id))).map(({ heldMinor, availableMinor }) => [heldMinor > 0, availableMinor > 0]);
  expect(await standing(asked?.id)).toEqual([[true, false]]);
  expect(await standing(other?.id)).toEqual([[false, true]]);
  await runJob('refunds', now);
  await expectSoundTabs();
});

it('who is suspended is not charged: their days pass unpaid, and come back as promised ones', async () => {
  await retireTabs();
  await clockTo(sandbox(), new Date('2027-04-09T12:00:00Z'));
  const payer = await addDue(sandbox(), offers, '2027-04-10', [400]);
  const suspend = (status: 'suspended' | 'active') => getDb().update(person).set({ status, suspendedReason: status === 'active' ? null : 'Spam' }).where(eq(person.id, payer.personId ?? ''));
  await suspend('suspended');
  await evening(sandbox(), eveningOn('2027-04-10'));
  expect(await readBills(payer.id)).toEqual([]);
  expect(await tabOf(payer.id)).toMatchObject({ nextBillOn: '2027-05-10', owedMinor: 0, rolledBills: 0 });
  expect(await getDb().select().from(pledge).where(eq(pledge.fanId, payer.id))).toMatchObject([{ status: 'active', paidUntil: '2027-05-10' }]);
  await suspend('active');
  await evening(sandbox(), eveningOn('2027-05-10'));
  const [made, ...more] = await readBills(payer.id);
  expect(more).toEqual([]);
  expect(made).toMatchObject({ status: 'paid', amountMinor: 400 });
  expect(made?.lines.map(({ fromOn, untilOn }) => [fromOn, untilOn])).toEqual([['2027-05-10', '2027-06-10']]);
  await expectSoundTabs();
});
