import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type RunningSandbox } from '@/sandbox/start-sandbox';
import { Receiver, SandboxDriver } from '../support/sandbox';

const own = new Receiver();
const connect = new Receiver();
const thin = new Receiver();
const folder = mkdtempSync(join(tmpdir(), 'tuppence-receivers-'));
let running: RunningSandbox | null = null;

/** As `npm start` would: the three receivers are named anew at each start. */
async function start(): Promise<SandboxDriver> {
  await running?.stop();
  running = await startSandbox({
    dataFolder: folder, feeDelayMs: 0, webhookRetryDelaysMs: [1],
    webhookUrl: own.url, webhookSecret: 'whsec_own',
    connectWebhookUrl: connect.url, connectWebhookSecret: 'whsec_connect',
    thinWebhookUrl: thin.url, thinWebhookSecret: 'whsec_thin',
  });
  return new SandboxDriver(running.url);
}

beforeAll(async () => {
  await Promise.all([own, connect, thin].map((receiver) => receiver.start()));
});
afterAll(async () => {
  await running?.stop();
  await Promise.all([own, connect, thin].map((receiver) => receiver.stop()));
  rmSync(folder, { recursive: true, force: true });
});

test('what happens to the platform, to connected accounts and to accounts as such goes three ways, once each, also after a restart', async () => {
  await start();
  const driver = await start();
  const { stripe } = driver;
  const { id } = await stripe.v2.core.accounts.create({
    configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
  });
  await driver.control(`/accounts/${id}/onboard`, {});
  const charge = await driver.charge(1000, 'usd', '4000000000000077');
  await stripe.transfers.create({ amount: 1000, currency: 'usd', destination: id, source_transaction: charge.id });
  await stripe.payouts.create({ amount: 1000, currency: 'usd' }, { stripeAccount: id });
  await driver.drain();
  const types = (receiver: Receiver, secret: string) => receiver.events(secret).map(({ type }) => type);
  expect(types(own, 'whsec_own').filter((type) => /^(transfer|payout)/.test(type))).toEqual(['transfer.created']);
  expect(types(connect, 'whsec_connect')).toEqual(['payout.created']);
  const notes = thin.received.map(({ body, headers }) =>
    stripe.parseEventNotification(body, String(headers['stripe-signature']), 'whsec_thin'),
  );
  expect(notes.filter(({ type }) => type === 'v2.core.account.created')).toHaveLength(1);
  expect(() => own.events('whsec_thin')).toThrow();

  await driver.control(`/events/${notes[0]?.id}/replay`, {});
  await driver.drain();
  expect(thin.received).toHaveLength(notes.length + 1);
  const { data } = await driver.control<{ data: { url: string }[] }>('/deliveries');
  expect(new Set(data.map(({ url }) => url))).toEqual(new Set([own.url, connect.url, thin.url]));
});

test('accounts, their money and its way survive a restart', async () => {
  const before = await start();
  const [account] = (await before.stripe.v2.core.accounts.list()).data;
  const after = await start();
  const options = { stripeAccount: account?.id ?? '' };
  expect((await after.stripe.balance.retrieve({}, options)).available[0]?.amount).toBe(0);
  await after.advance(3 * 86_400_000);
  expect((await after.stripe.payouts.list({}, options)).data).toMatchObject([{ amount: 1000, status: 'paid' }]);
});
