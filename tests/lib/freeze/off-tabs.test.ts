import { afterAll, beforeAll, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { getDb, getPool, inTransaction } from '@/db/client';
import { tip } from '@/db/schema';
import { liftPage, suspendPage } from '@/lib/admin';
import { draftBills } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { recordConsent } from '@/lib/fans';
import { takeOffTabs } from '@/lib/freeze';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { tipOnTab } from '@/lib/tips';
import { addDue, addOffer, addPayer, chargesOf, clockTo, evening, eveningOn, firstBill, giveCard, readBills, retireTabs, tabOf, type Offer, type Payer } from '../../support/billing';
import { readTab } from '../../support/fans';
import { addPerson } from '../../support/people';
import { expectSoundTabs } from '../../support/sound-tabs';
import { wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let admin = '';
beforeAll(async () => {
  admin = (await addPerson({ isAdmin: true })).id;
});
afterAll(expectSoundTabs);

const suspend = ({ creator }: Offer, now: Date) => suspendPage({ actorId: admin, creatorId: creator.id, reason: 'Looked at by hand', now });
const linesOf = async (payer: Payer) => (await readTab(payer.id)).lines.map(({ creatorId, status, amountMinor }) => ({ creatorId, status, amountMinor }));

async function mailsTo({ personId }: Payer): Promise<string[]> {
  const { rows } = await getPool().query<{ body: string }>(
    "select m.body_text as body from mail_message m join person p on p.email = m.recipient where p.id = $1 and m.key like 'taken_off:%' order by m.id", [personId]);
  return rows.map(({ body }) => body);
}

test('what stands on a tab for a page that is suspended is taken off and its fan told; what is for others stays and is charged', async () => {
  const now = new Date('2027-01-05T12:00:00Z');
  await clockTo(sandbox(), now);
  const [gone, stays] = [await addOffer(), await addOffer()];
  const payer = await addPayer(sandbox(), { now });
  await inTransaction((tx) => recordConsent(tx, { fanId: payer.id, currency: 'USD', now }));
  for (const [{ creator }, minor] of [[gone, 200], [stays, 400]] as const) {
    await tipOnTab({ key: newId(), creatorId: creator.id, wish: wishFor(minor), now, payer: { personId: payer.personId, connection: newId() } });
  }
  await suspend(gone, addDays(now, 1));
  await runJob('billing', addDays(now, 1));
  const lines = await linesOf(payer);
  expect(lines.find(({ creatorId }) => creatorId === gone.creator.id)).toMatchObject({ status: 'undone', amountMinor: 200 });
  expect(lines.find(({ creatorId }) => creatorId === stays.creator.id)?.status).not.toBe('undone');
  expect(await getDb().select({ status: tip.status }).from(tip).where(eq(tip.creatorId, gone.creator.id))).toEqual([{ status: 'dropped' }]);
  const [told, ...more] = await mailsTo(payer);
  expect([told, more.length]).toEqual([expect.stringContaining('suspended'), 0]);
  expect(await takeOffTabs(addDays(now, 1))).toBe(0);
  await evening(sandbox(), addDays(now, 2));
  expect((await chargesOf(sandbox(), payer)).map(({ amount }) => amount)).toEqual([400]);
});

test('one of five pledges is suspended between the making of the bill and its charge: one charge, of the other four', async () => {
  await retireTabs();
  const now = eveningOn('2027-02-10');
  await clockTo(sandbox(), now);
  const second = await addOffer();
  const offers = [await addOffer(), second, await addOffer(), await addOffer(), await addOffer()];
  const payer = await addDue(sandbox(), offers, '2027-02-10', [100, 200, 100, 200, 100]);
  await draftBills(now);
  expect((await firstBill(payer)).amountMinor).toBe(700);
  await suspend(second, now);
  await Promise.all([runJob('billing', now), runJob('billing', now)]);
  const bill = await firstBill(payer);
  expect([bill.status, bill.amountMinor, bill.lineCount]).toEqual(['paid', 500, 4]);
  expect((await chargesOf(sandbox(), payer)).map(({ amount }) => amount)).toEqual([500]);
});

test('a bill that fails asks no longer for what is for a suspended page, and is void when nothing is left', async () => {
  await retireTabs();
  const now = eveningOn('2027-04-10');
  await clockTo(sandbox(), now);
  const [gone, stays] = [await addOffer(), await addOffer()];
  const both = await addDue(sandbox(), [gone, stays], '2027-04-10', [300, 400], { card: 'pm_card_chargeCustomerFail' });
  const one = await addDue(sandbox(), [gone], '2027-04-10', [300], { card: 'pm_card_chargeCustomerFail' });
  const small = await addDue(sandbox(), [gone, stays], '2027-04-10', [300, 20], { card: 'pm_card_chargeCustomerFail' });
  await runJob('billing', now);
  await suspend(gone, addDays(now, 1));
  await runJob('dunning', addDays(now, 1));
  expect((await readBills(both.id)).map(({ status, amountMinor }) => [status, amountMinor])).toEqual([['failing', 400]]);
  expect((await readBills(one.id)).map(({ status }) => status)).toEqual(['void']);
  expect((await readBills(small.id)).map(({ status }) => status)).toEqual(['void']);
  expect((await tabOf(small.id)).owedMinor).toBe(20);
  await giveCard(sandbox(), both);
  await clockTo(sandbox(), addDays(now, 3));
  await runJob('dunning', addDays(now, 3));
  expect((await chargesOf(sandbox(), both)).map(({ amount }) => amount)).toEqual([400]);
});

test('while a page is suspended no evening bills a pledge to it, and the next one after it is lifted does', async () => {
  await retireTabs();
  const offer = await addOffer();
  const first = eveningOn('2027-06-10');
  await clockTo(sandbox(), first);
  const payer = await addDue(sandbox(), [offer], '2027-06-10', [500]);
  await suspend(offer, first);
  await evening(sandbox(), first);
  await evening(sandbox(), eveningOn('2027-07-10'));
  expect(await chargesOf(sandbox(), payer)).toEqual([]);
  await liftPage({ actorId: admin, creatorId: offer.creator.id, reason: 'A mistake', now: eveningOn('2027-07-11') });
  await evening(sandbox(), eveningOn('2027-08-10'));
  expect((await chargesOf(sandbox(), payer)).map(({ amount }) => amount)).toEqual([500]);
});
