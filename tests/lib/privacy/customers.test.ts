import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { getDb, getPool } from '@/db/client';
import { card, fan, webhookEvent } from '@/db/schema';
import { claimCharges, draftBills } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { findFanById, forgetCustomers, type Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { chargePayment } from '@/lib/payments';
import { endPledges, joinPledge, refusePledge } from '@/lib/pledges';
import { deletePerson, eraseLateNotices } from '@/lib/privacy';
import { receiveWebhook, settleReports } from '@/lib/webhooks';
import { addDue, addOffer, chargesOf, clockTo, eveningOn } from '../../support/billing';
import { fillSavePage, openSavePage, saveCard } from '../../support/cards';
import { addFan } from '../../support/fans';
import { addTier, seenBy } from '../../support/pledges';
import { control, eventsOf, sdkOf, signed } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
afterAll(expectSoundTabs);

const atStripe = async (customerId: string) => {
  const found = await sdkOf(sandbox()).customers.retrieve(customerId);
  return found.deleted ? 'deleted' : 'there';
};
const customerOf = async (fanId: string) => (await findFanById(getDb(), fanId))?.stripeCustomerId ?? null;
const addressOf = async ({ personId }: Fan) => {
  const { rows } = await getPool().query<{ email: string }>('select email from person where id = $1', [personId]);
  return rows[0]?.email ?? '';
};

test('while Stripe does not answer the account is deleted all the same, and a job deletes the customer later, once', async () => {
  const owner = await saveCard(await addFan({ hasCard: false }));
  const customerId = await customerOf(owner.id) ?? '';
  await control(sandbox(), 'POST', '/chaos/api', { action: 'cut_before', times: 99, method: 'DELETE' });
  await deletePerson(owner.personId ?? '', await addressOf(owner), new Date());
  await control(sandbox(), 'DELETE', '/chaos');
  expect([await atStripe(customerId), await customerOf(owner.id)]).toEqual(['there', customerId]);
  expect((await findFanById(getDb(), owner.id))).toMatchObject({ status: 'ended', personId: null });
  await Promise.all([forgetCustomers(), forgetCustomers()]);
  expect([await atStripe(customerId), await customerOf(owner.id)]).toEqual(['deleted', null]);
  expect(await forgetCustomers()).toBe(0);
});

test('somebody who died after Stripe had deleted the customer leaves nothing to be repeated but the note', async () => {
  const owner = await saveCard(await addFan({ hasCard: false }));
  const customerId = await customerOf(owner.id) ?? '';
  await getDb().update(fan).set({ status: 'ended', personId: null }).where(eq(fan.id, owner.id));
  await sdkOf(sandbox()).customers.del(customerId);
  expect(await forgetCustomers()).toBe(1);
  expect(await customerOf(owner.id)).toBeNull();
});

test('a guest who never saved a card, or was refused, is no customer of Stripe’s either', async () => {
  const [tier, now] = [await addTier(), new Date()];
  const joined = await joinPledge({
    key: newId(), tierId: tier.id, amountMinor: 100, who: { email: 'guest@fans.example' }, timeZone: 'UTC', agrees: true,
    seen: seenBy({ timeZone: 'UTC', billingDay: null }, tier, 100, now), now,
  });
  await openSavePage(joined.fan, joined.pledge.id);
  const customerId = await customerOf(joined.fan.id) ?? '';
  await endPledges(addDays(now, 1));
  await forgetCustomers();
  expect([await atStripe(customerId), await customerOf(joined.fan.id)]).toEqual(['deleted', null]);
  await expect(refusePledge({ token: 'x'.repeat(40), now })).rejects.toMatchObject({ code: 'ConfirmLinkGone' });
});

test('what Stripe tells of the forgotten card is emptied of its holder', async () => {
  const owner = await addFan({ hasCard: false });
  await fillSavePage(await openSavePage(owner));
  await runJob('reconcile', new Date());
  const [saved] = await getDb().select().from(card).where(eq(card.fanId, owner.id));
  await deletePerson(owner.personId ?? '', await addressOf(owner), new Date());
  await runJob('reconcile', new Date());
  for (const event of (await eventsOf(sandbox())).filter(({ type }) => type === 'payment_method.detached')) await receiveWebhook(signed(event));
  await runJob('inbox', new Date());
  await eraseLateNotices();
  const told = await getDb().select().from(webhookEvent).where(eq(webhookEvent.objectId, saved?.paymentMethodId ?? ''));
  for (const { payload } of told) expect(payload).toEqual({});
});

// The sandbox's clock goes on from here, and no page to save a card opens any more.
test('deleting an account deletes its customer and cards at Stripe; charges and ledger stay as they were', async () => {
  const now = eveningOn('2027-02-10');
  await clockTo(sandbox(), now);
  const payer = await addDue(sandbox(), [await addOffer()], '2027-02-10', [500]);
  for (const job of ['billing', 'reconcile'] as const) await runJob(job, now);
  const ledger = async () => (await getPool().query('select count(*) as n, sum(amount_minor) as sum from ledger_transfer')).rows;
  const before = await ledger();
  await deletePerson(payer.personId ?? '', await addressOf(payer), addDays(now, 10));
  expect(await atStripe(payer.customerId)).toBe('deleted');
  const [kept] = await getDb().select().from(card).where(eq(card.fanId, payer.id));
  expect((await sdkOf(sandbox()).paymentMethods.retrieve(kept?.paymentMethodId ?? '')).customer).toBeNull();
  expect(await customerOf(payer.id)).toBeNull();
  await runJob('reconcile', addDays(now, 10));
  expect((await getDb().select().from(card).where(eq(card.fanId, payer.id)))[0]?.detachedAt).not.toBeNull();
  expect(await chargesOf(sandbox(), payer)).toHaveLength(1);
  expect(await ledger()).toEqual(before);
});

test('one whose charge is under way is a customer until that ends', async () => {
  const now = eveningOn('2027-06-10');
  await clockTo(sandbox(), now);
  const paying = await addDue(sandbox(), [await addOffer()], '2027-06-10', [500]);
  await draftBills(now);
  const claimed = await claimCharges(now, 'due', 10);
  await getDb().update(fan).set({ status: 'ended', personId: null }).where(eq(fan.id, paying.id));
  expect(await forgetCustomers()).toBe(0);
  await settleReports(await Promise.all((claimed?.paymentIds ?? []).map((id) => chargePayment(id, now))), now);
  expect(await forgetCustomers()).toBe(1);
  expect(await chargesOf(sandbox(), paying)).toHaveLength(1);
});
