import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { payment, person, pledge, reconcileGap, refund, tabLine } from '@/db/schema';
import { releaseHeldLines } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { addDue, addOffer, clockTo, evening, eveningOn, readBills, retireTabs, tabOf, type Offer } from '../../support/billing';
import { sdkOf } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

// The ledger's checks run over all of it at the end: a refund of a bill breaks none of them.
const { sandbox } = useWorld();
let offers: Offer[];
beforeAll(async () => { offers = [await addOffer()]; });

it('what a bill collected that was refunded in Stripe’s dashboard stays held, and its money is a gap', async () => {
  const now = eveningOn('2027-02-10');
  await clockTo(sandbox(), new Date('2027-02-09T12:00:00Z'));
  const [refunded, other] = [await addDue(sandbox(), offers, '2027-02-10', [400]), await addDue(sandbox(), offers, '2027-02-10', [500])];
  await evening(sandbox(), now);
  const [paid] = await readBills(refunded.id);
  const charge = paid?.payments[0]?.chargeId ?? '';
  const { id } = await sdkOf(sandbox()).refunds.create({ charge });
  await runJob('reconcile', addDays(now, 1));
  expect(await getDb().select().from(refund).where(eq(refund.stripeRefundId, id))).toMatchObject([{ status: 'succeeded', amountMinor: 400 }]);
  await releaseHeldLines(addDays(now, 30));
  const heldOf = async (fanId: string) => (await getDb().select().from(tabLine).where(eq(tabLine.fanId, fanId))).map(({ heldMinor, availableMinor }) => [heldMinor > 0, availableMinor > 0]);
  expect(await heldOf(refunded.id)).toEqual([[true, false]]);
  expect(await heldOf(other.id)).toEqual([[false, true]]);
  expect((await getDb().select().from(payment).where(eq(payment.chargeId, charge)))[0]?.status).toBe('succeeded');
  expect((await getDb().select().from(reconcileGap).where(eq(reconcileGap.objectId, id))).map(({ kind, closedAt }) => [kind, closedAt])).toEqual([['not_in_ledger', null]]);
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
