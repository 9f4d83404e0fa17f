import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { fanFreeze, tab } from '@/db/schema';
import { claimCharges, countCharges } from '@/lib/billing';
import { addDays, type Day } from '@/lib/dates';
import { liftFreezes } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { forgetClock } from '@/lib/stripe/business-clock';
import { payNow } from '@/lib/tab';
import { tipOnTab } from '@/lib/tips';
import { addOffers, clockTo, evening, eveningOn, readBills, type Offer } from '../../support/billing';
import { addPaidBill } from '../../support/line-refunds';
import { addPerson } from '../../support/people';
import { control } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
beforeAll(async () => { offers = await addOffers(2); });
afterAll(expectSoundTabs);

async function disputed(day: Day) {
  const person = await addPerson();
  const paid = await addPaidBill(sandbox(), offers, day, [400, 300], { personId: person.id });
  const opened = (await control(sandbox(), 'POST', `/charges/${paid.chargeId}/dispute`)) as { id: string };
  forgetClock();
  await runJob('reconcile', addDays(eveningOn(day), 1));
  return { ...paid, personId: person.id, disputeId: opened.id };
}

test('a fan whose payment is disputed puts nothing on the tab, is not billed, and goes on when it is won, until it is lost after all', async () => {
  const { payer, personId, disputeId } = await disputed('2027-01-10');
  const now = addDays(eveningOn('2027-01-10'), 2);
  const tip = { key: newId(), creatorId: offers[0]?.creator.id ?? '', wish: wishFor(300), payer: { personId, connection: null }, agrees: true, now };
  await expect(tipOnTab(tip)).rejects.toMatchObject({ code: 'FanFrozen' });
  await expect(inTransaction((tx) => payNow(tx, { fanId: payer.id, currency: 'USD', expectedMinor: 300, now }))).rejects.toMatchObject({ code: 'FanFrozen' });
  await evening(sandbox(), eveningOn('2027-02-10'));
  expect((await readBills(payer.id)).map(({ status }) => status)).toEqual(['paid']);
  await control(sandbox(), 'POST', `/disputes/${disputeId}/close`, { status: 'won' });
  forgetClock();
  await runJob('reconcile', addDays(eveningOn('2027-02-10'), 1));
  expect(await getDb().select().from(fanFreeze).where(eq(fanFreeze.fanId, payer.id))).toMatchObject([{ liftedBy: null }]);
  await evening(sandbox(), eveningOn('2027-03-10'));
  expect((await readBills(payer.id)).map(({ status }) => status)).toEqual(['paid', 'paid']);
  // A later stage takes the money after all.
  await control(sandbox(), 'POST', `/disputes/${disputeId}/overrule`, { status: 'lost' });
  forgetClock();
  await runJob('reconcile', addDays(eveningOn('2027-03-10'), 1));
  expect(await getDb().select().from(fanFreeze).where(eq(fanFreeze.fanId, payer.id))).toMatchObject([{ liftedAt: null }]);
});

test('a bill that was made before stands still, and an admin who lifts the freeze lets it go on', async () => {
  const admin = await addPerson();
  const { payer, disputeId } = await disputed('2027-04-10');
  await control(sandbox(), 'POST', `/disputes/${disputeId}/close`, { status: 'lost' });
  forgetClock();
  await runJob('reconcile', addDays(eveningOn('2027-04-10'), 3));
  const later = eveningOn('2027-05-10');
  await clockTo(sandbox(), later);
  expect(await countCharges(later, 'due')).toBe(0);
  expect(await claimCharges(later, 'due', 10)).toBeNull();
  await expect(inTransaction((tx) => liftFreezes(tx, { fanId: payer.id, actorId: admin.id, now: later }))).resolves.toBe(1);
  await expect(inTransaction((tx) => liftFreezes(tx, { fanId: payer.id, actorId: admin.id, now: later }))).resolves.toBe(0);
  expect(await getDb().select().from(tab).where(eq(tab.fanId, payer.id))).toHaveLength(1);
});
