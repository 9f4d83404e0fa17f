import { afterAll, beforeAll, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { bill, mailMessage, person } from '@/db/schema';
import { findBillFile, resumeCharges, retryBillNow } from '@/lib/admin';
import { findChargeStop, reasonWords } from '@/lib/billing';
import { defaultCard } from '@/lib/fans';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { openPaymentOf } from '@/lib/payments';
import { addDue, addOffer, chargesOf, clockTo, eveningOn, readBills, retireTabs, type Offer, type Payer } from '../../support/billing';
import { addPerson } from '../../support/people';
import { control } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
let admin = '';
beforeAll(async () => {
  offers = [await addOffer()];
  admin = (await addPerson()).id;
  await getDb().update(person).set({ isAdmin: true }).where(eq(person.id, admin));
});
afterAll(expectSoundTabs);

const refuseRequests = (times: number) => control(sandbox(), 'POST', '/chaos/api', { action: 'invalid_request', times, method: 'POST', path: '/v1/payment_intents' });
const one = async (payer: Payer) => {
  const [made] = await readBills(payer.id);
  if (!made) throw new Error('there is no bill');
  return made;
};
const mailsAbout = async (payer: Payer) => getDb().select().from(mailMessage).where(eq(mailMessage.key, `bill_refused:${(await one(payer)).id}`));

test('a request that Stripe calls invalid ends its attempt, with a reason that an admin reads and no word to the fan', async () => {
  const now = eveningOn('2027-02-10');
  await clockTo(sandbox(), now);
  const payer = await addDue(sandbox(), offers, '2027-02-10', [400]);
  await refuseRequests(1);
  await runJob('billing', now);
  const bill = await one(payer);
  const code = 'request_refused:parameter_unknown:of_chaos';
  expect(bill).toMatchObject({ status: 'failing', failureKind: 'soft', failureCode: code, nextAttemptAt: addDays(now, 2) });
  expect(bill.payments.map((each) => [each.status, each.failureCode])).toEqual([['failed', code]]);
  expect(await openPaymentOf(getDb(), bill.id)).toBeNull();
  expect((await findBillFile(getDb(), bill.id))?.attempts[0]?.failureCode).toBe(code);
  expect(reasonWords({ code, kind: 'soft' }).what).toBe('Our own request for this charge was not right; neither your bank nor your card is at fault.');
  expect(await defaultCard(getDb(), payer.id)).toMatchObject({ status: 'good' });
  expect(await mailsAbout(payer)).toEqual([]);
});

test('an admin tries it again once it is mended, and it is charged once', async () => {
  const now = eveningOn('2027-03-10');
  await clockTo(sandbox(), now);
  const payer = await addDue(sandbox(), offers, '2027-03-10', [400]);
  await refuseRequests(1);
  await runJob('billing', now);
  await retryBillNow({ actorId: admin, billId: (await one(payer)).id, now });
  await runJob('dunning', now);
  expect((await one(payer)).payments.map(({ status, attempt }) => [attempt, status])).toEqual([[1, 'failed'], [2, 'succeeded']]);
  expect((await one(payer)).status).toBe('paid');
  expect(await chargesOf(sandbox(), payer)).toHaveLength(1);
});

test('a failing bill that meets it goes on to its next day, and a refusal of the bank is told then', async () => {
  // The one request that is refused must be this payer's: those before have evenings of their own by now.
  await retireTabs();
  const now = eveningOn('2027-05-10');
  await clockTo(sandbox(), now);
  const payer = await addDue(sandbox(), offers, '2027-05-10', [400], { card: 'pm_card_chargeCustomerFail' });
  await refuseRequests(1);
  await runJob('billing', now);
  expect(await mailsAbout(payer)).toEqual([]);
  for (const days of [2, 7]) {
    if (days === 7) await refuseRequests(1);
    await clockTo(sandbox(), addDays(now, days));
    await runJob('dunning', addDays(now, days));
    expect(await mailsAbout(payer)).toHaveLength(1);
  }
  const bill = await one(payer);
  expect(bill.payments.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
  expect(bill).toMatchObject({ status: 'failing', nextAttemptAt: addDays(now, 14) });
});

test('when Stripe takes none of our requests the run stops, admins are told once, and most fans never go into dunning', async () => {
  await retireTabs();
  const now = eveningOn('2027-09-10');
  await clockTo(sandbox(), now);
  const payers: Payer[] = [];
  for (let at = 0; at < 30; at += 1) payers.push(await addDue(sandbox(), offers, '2027-09-10', [400]));
  await refuseRequests(1_000);
  for (let run = 0; run < 3; run += 1) await runJob('billing', now);
  const statuses = async () => (await Promise.all(payers.map(one))).map(({ status }) => status);
  const failing = (await statuses()).filter((status) => status === 'failing').length;
  expect([failing >= 5, failing <= 12]).toEqual([true, true]);
  expect(await findChargeStop(getDb())).toMatchObject({ failureCode: 'request_refused:parameter_unknown:of_chaos', status: 'standing' });
  const told = (await getDb().select({ key: mailMessage.key }).from(mailMessage)).filter(({ key }) => key.startsWith('charge_stop:'));
  expect(told).toHaveLength(1);
  // Mended, and let go on: everybody is charged once.
  await control(sandbox(), 'DELETE', '/chaos');
  await resumeCharges({ actorId: admin, reason: 'The parameter is gone', now });
  await expect(resumeCharges({ actorId: admin, reason: 'Twice', now })).rejects.toMatchObject({ code: 'ChargesGoOn' });
  await getDb().update(bill).set({ leaseUntil: null });
  await runJob('billing', now);
  await runJob('dunning', now);
  expect(new Set(await statuses())).toEqual(new Set(['paid']));
  for (const payer of payers) expect(await chargesOf(sandbox(), payer)).toHaveLength(1);
});
