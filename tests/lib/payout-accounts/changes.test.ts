import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { formerAddress, mailMessage, payout, payoutAccount, person, webhookEvent } from '@/db/schema';
import { newId } from '@/lib/ids';
import { lookAgain, lookAtStaleAccounts, openOnboarding, requirementsInWords } from '@/lib/payout-accounts';
import { processEvents, receiveWebhook } from '@/lib/webhooks';
import { accountOf, addPayee, onboard, thinEventsOf } from '../../support/payees';
import { addOwnPage } from '../../support/own-page';
import { control, signed } from '../../support/sandbox-controls';
import { CONNECT_SECRET, useWorld, WEBHOOK_SECRET } from '../../support/world';

const { sandbox } = useWorld();
const HOUR_MS = 3_600_000;
const now = () => new Date();
const OTHER_BANK = { bank_number: '000111111113' };

const addressOf = async (personId: string) => (await getDb().select().from(person).where(eq(person.id, personId)))[0]?.email ?? '';
const mails = async () => getDb().select().from(mailMessage).where(eq(mailMessage.subject, 'Your payouts go to another bank account')).orderBy(asc(mailMessage.id));
const told = async () => (await mails()).map(({ recipient }) => recipient);

/** What Stripe sends to the Connect endpoint when an account's owner takes it away. */
const deauthorized = (id: string, account: string) => ({
  id, object: 'event', type: 'account.application.deauthorized', account, created: 1, livemode: false, data: { object: { id: 'ca_1', object: 'application' } },
});

async function deliverAll(stripeAccountId: string): Promise<void> {
  for (const event of await thinEventsOf(sandbox(), stripeAccountId)) expect(await receiveWebhook(event)).toEqual({ status: 200 });
  await processEvents();
}

test('another bank account, learned from an event, lets payouts rest for 72 hours and is told to the address of then and now, once', async () => {
  const payee = await addPayee(sandbox(), now());
  const old = `old-${payee.creatorId}@fans.example`;
  const older = `older-${payee.creatorId}@fans.example`;
  await getDb().insert(formerAddress).values([
    { id: newId(), personId: payee.personId, email: old, leftAt: new Date(Date.now() - 100 * HOUR_MS) },
    { id: newId(), personId: payee.personId, email: older, leftAt: new Date(Date.now() - 400 * HOUR_MS) },
  ]);
  await control(sandbox(), 'POST', `/accounts/${payee.stripeAccountId}/bank`, OTHER_BANK);
  const from = Date.now();
  for (let round = 0; round < 2; round += 1) await deliverAll(payee.stripeAccountId);
  const account = await accountOf(payee.creatorId);
  expect(account).toMatchObject({ status: 'active', destination: 'STRIPE TEST BANK •••• 1113' });
  expect(account.restsUntil?.getTime()).toBeGreaterThanOrEqual(from + 72 * HOUR_MS);
  expect((await told()).sort()).toEqual([await addressOf(payee.personId), old].sort());
  expect((await mails())[0]?.bodyText).toMatch(/6789[^]*1113/);
});

test('the first connection is no change, however often its bank account is typed anew before it is ready', async () => {
  const { creatorId } = await addOwnPage();
  await openOnboarding(creatorId, now());
  const { stripeAccountId } = await accountOf(creatorId);
  for (const bank of ['000111111113', '000123456789']) {
    await control(sandbox(), 'POST', `/accounts/${stripeAccountId}/bank`, { bank_number: bank });
    await lookAgain(creatorId, now());
  }
  expect(await onboard(sandbox(), creatorId, now())).toMatchObject({ status: 'active', changedAt: null, restsUntil: null });
});

test('when every event is lost, the job learns of a change', async () => {
  const payee = await addPayee(sandbox(), now());
  await control(sandbox(), 'POST', `/accounts/${payee.stripeAccountId}/bank`, OTHER_BANK);
  await lookAtStaleAccounts(now());
  expect((await accountOf(payee.creatorId)).changedAt).toBeNull();
  await lookAtStaleAccounts(new Date(Date.now() + 7 * HOUR_MS));
  expect((await accountOf(payee.creatorId)).changedAt).not.toBeNull();
});

test('while a payout waits for its review, the job asks every few minutes where it would go', async () => {
  const payee = await addPayee(sandbox(), now());
  await getDb().insert(payout).values({ id: newId(), creatorId: payee.creatorId, currency: 'USD', amountMinor: 2_500, costMinor: 0, askedBy: 'creator', status: 'on_hold', reason: 'A test', requestedAt: now() });
  await control(sandbox(), 'POST', `/accounts/${payee.stripeAccountId}/bank`, OTHER_BANK);
  await lookAtStaleAccounts(new Date(Date.now() + 6 * 60_000));
  expect((await accountOf(payee.creatorId)).changedAt).not.toBeNull();
  await getDb().delete(payout);
});

test('what was asked earlier never undoes what was learned later', async () => {
  const payee = await addPayee(sandbox(), now());
  await getDb().update(payoutAccount).set({ lookedAt: new Date(Date.now() + HOUR_MS) }).where(eq(payoutAccount.creatorId, payee.creatorId));
  await control(sandbox(), 'POST', `/accounts/${payee.stripeAccountId}/bank`, OTHER_BANK);
  await deliverAll(payee.stripeAccountId);
  expect(await accountOf(payee.creatorId)).toMatchObject({ changedAt: null, destination: 'STRIPE TEST BANK •••• 6789' });
});

test('an account that wants to know more stops when it is past due, and goes on when it was told', async () => {
  const payee = await addPayee(sandbox(), now());
  const askFor = (deadline: string) => control(sandbox(), 'POST', `/accounts/${payee.stripeAccountId}/require`, { deadline });
  await askFor('currently_due');
  await deliverAll(payee.stripeAccountId);
  const soon = await accountOf(payee.creatorId);
  expect([soon.status, requirementsInWords(soon.requirements)]).toEqual(['active', ['A document that shows who you are']]);
  await askFor('past_due');
  await deliverAll(payee.stripeAccountId);
  expect((await accountOf(payee.creatorId)).status).toBe('restricted');
  const subjects = await getDb().select().from(mailMessage).where(eq(mailMessage.recipient, await addressOf(payee.personId)));
  expect(subjects.map(({ subject }) => subject)).toContain('Your payout account has stopped');
  await control(sandbox(), 'POST', `/accounts/${payee.stripeAccountId}/onboard`, {});
  await deliverAll(payee.stripeAccountId);
  expect(await accountOf(payee.creatorId)).toMatchObject({ status: 'active', requirements: [], changedAt: null });
});

test('an account that its owner took away stops; another one in its place rests like any change', async () => {
  const payee = await addPayee(sandbox(), now());
  await control(sandbox(), 'POST', `/accounts/${payee.stripeAccountId}/leave`, {});
  const event = deauthorized('evt_left', payee.stripeAccountId);
  expect(await receiveWebhook({ ...signed(event, { secret: CONNECT_SECRET }), door: 'connect' })).toEqual({ status: 200 });
  await processEvents();
  expect(await accountOf(payee.creatorId)).toMatchObject({ status: 'restricted', requirements: ['account.gone'] });
  await openOnboarding(payee.creatorId, now());
  const later = new Date(Date.now() + 100 * HOUR_MS);
  expect(await accountOf(payee.creatorId)).toMatchObject({ status: 'onboarding', destination: 'STRIPE TEST BANK •••• 6789' });
  const again = await onboard(sandbox(), payee.creatorId, later, OTHER_BANK);
  expect(again.stripeAccountId).not.toBe(payee.stripeAccountId);
  expect([again.status, again.destination, again.changedAt]).toEqual(['active', 'STRIPE TEST BANK •••• 1113', later]);
  expect(await told()).toContain(await addressOf(payee.personId));
});

test('a closed account is gone as well', async () => {
  const payee = await addPayee(sandbox(), now());
  await control(sandbox(), 'POST', `/accounts/${payee.stripeAccountId}/close`, {});
  await deliverAll(payee.stripeAccountId);
  expect(await accountOf(payee.creatorId)).toMatchObject({ status: 'restricted', requirements: ['account.gone'] });
});

test('each door takes only what is signed for it, and an event of a stranger’s account changes nothing', async () => {
  const payee = await addPayee(sandbox(), now());
  const [thin] = await thinEventsOf(sandbox(), payee.stripeAccountId);
  if (!thin) throw new Error('no event');
  const body = thin.rawBody.toString();
  const snapshot = { id: 'evt_x', object: 'event', type: 'payout.paid', created: 1, livemode: false, data: { object: { id: 'po_1', object: 'payout' } } };
  for (const door of ['platform', 'connect'] as const) expect(await receiveWebhook({ ...thin, door })).toEqual({ status: 400 });
  for (const secret of [WEBHOOK_SECRET, CONNECT_SECRET, '']) {
    expect(await receiveWebhook({ ...signed(JSON.parse(body) as object, { secret: secret || 'x' }), door: 'thin' })).toEqual({ status: 400 });
  }
  expect(await receiveWebhook({ ...signed(snapshot, { secret: WEBHOOK_SECRET }), door: 'connect' })).toEqual({ status: 400 });
  expect(await receiveWebhook({ ...signed(snapshot, { secret: CONNECT_SECRET }), door: 'connect' })).toEqual({ status: 400 });
  expect(await receiveWebhook({ ...signed({ ...snapshot, account: 'acct_x' }), door: 'platform' })).toEqual({ status: 400 });
  const foreign = deauthorized('evt_foreign_account', 'acct_stranger');
  expect(await receiveWebhook({ ...signed(foreign, { secret: CONNECT_SECRET }), door: 'connect' })).toEqual({ status: 200 });
  await processEvents();
  const [kept] = await getDb().select().from(webhookEvent).where(eq(webhookEvent.id, 'evt_foreign_account'));
  expect([kept?.state, kept?.note]).toEqual(['ignored', 'no_account']);
  expect((await accountOf(payee.creatorId)).status).toBe('active');
});
