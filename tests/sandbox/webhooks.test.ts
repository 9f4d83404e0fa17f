import { afterEach, beforeEach, expect, test } from 'vitest';
import Stripe from 'stripe';
import { startSandbox, type RunningSandbox } from '@/sandbox/start-sandbox';
import { CARD_OK, Receiver, refusal, SandboxDriver } from '../support/sandbox';

const SECRET = 'whsec_of_the_tests';
let receiver = new Receiver();
let running: RunningSandbox | null = null;
let driver = new SandboxDriver('http://127.0.0.1:9');

beforeEach(async () => {
  receiver = new Receiver();
  await receiver.start();
  running = await startSandbox({
    webhookUrl: receiver.url, webhookSecret: SECRET, webhookRetryDelaysMs: [5, 5, 5], feeDelayMs: 0,
  });
  driver = new SandboxDriver(running.url);
});
afterEach(async () => {
  await running?.stop();
  await receiver.stop();
});

const types = () => receiver.events(SECRET).map(({ type }) => type);

test('events arrive signed as the SDK verifies them, in the version that it pins', async () => {
  const session = await driver.session();
  await driver.pay(session, CARD_OK);
  await driver.drain();
  expect(types().sort()).toEqual([
    'charge.succeeded', 'charge.updated', 'checkout.session.completed', 'payment_intent.created', 'payment_intent.succeeded',
  ]);
  for (const event of receiver.events(SECRET)) {
    expect(event).toMatchObject({ object: 'event', api_version: Stripe.API_VERSION, livemode: false });
  }
  expect(() => receiver.events('whsec_other')).toThrow();
});

test('an event says what was true when it happened, also when it is told later', async () => {
  const session = await driver.session();
  await driver.pay(session, CARD_OK);
  const charge = await driver.chargeOf(session.id);
  await driver.stripe.refunds.create({ charge: charge.id });
  const [event] = (await driver.stripe.events.list({ type: 'charge.succeeded' })).data;
  expect(event?.data.object).toMatchObject({ balance_transaction: null, amount_refunded: 0 });
  const [updated] = (await driver.stripe.events.list({ type: 'charge.updated' })).data;
  expect(updated?.data.previous_attributes).toEqual({ balance_transaction: null });
});

test('a request’s events name the request and its key', async () => {
  const made = await driver.stripe.customers.create({}, { idempotencyKey: 'named' });
  const [event] = (await driver.stripe.events.list({ type: 'customer.created' })).data;
  expect(event?.request).toEqual({ id: made.lastResponse.requestId, idempotency_key: 'named' });
});

test('what is not taken is sent again until it is', async () => {
  receiver.answer = (place) => (place < 3 ? 500 : 200);
  await driver.stripe.customers.create({});
  await driver.drain();
  expect(receiver.received).toHaveLength(3);
  const [event] = (await driver.stripe.events.list({ delivery_success: true })).data;
  expect(event).toMatchObject({ type: 'customer.created', pending_webhooks: 0 });
});

test('after some tries it gives up, and the event is listed as not delivered', async () => {
  receiver.answer = () => 500;
  await driver.stripe.customers.create({});
  await driver.drain();
  expect(receiver.received).toHaveLength(4);
  const { data } = await driver.control<{ data: unknown[] }>('/deliveries?state=failed');
  expect(data).toMatchObject([{ attempts: 4, lastStatus: 500, type: 'customer.created' }]);
  const [event] = (await driver.stripe.events.list({ delivery_success: false })).data;
  expect(event?.pending_webhooks).toBe(1);
  receiver.answer = () => 200;
  await driver.control(`/events/${event?.id}/replay`, {});
  await driver.drain();
  expect((await driver.stripe.events.list({ delivery_success: false })).data).toEqual([]);
});

test('dropped webhooks never arrive, but their events are listed', async () => {
  await driver.control('/chaos/webhooks', { drop: true });
  await driver.charge();
  await driver.drain();
  expect(receiver.received).toEqual([]);
  expect((await driver.stripe.events.list({ delivery_success: false })).data).toHaveLength(5);
  await driver.control('/chaos', {}, 'DELETE');
  await driver.stripe.customers.create({});
  await driver.drain();
  expect(types()).toEqual(['customer.created']);
});

test('duplicates and late ones come as often and as late as asked', async () => {
  await driver.control('/chaos/webhooks', { duplicates: 2, delay_ms: 20 });
  await driver.stripe.customers.create({});
  await driver.drain();
  expect(new Set(receiver.events(SECRET).map(({ id }) => id)).size).toBe(1);
  expect(receiver.received).toHaveLength(3);
});

test('shuffled ones all come, in another order', async () => {
  await driver.control('/chaos/webhooks', { shuffle_ms: 200 });
  for (let place = 0; place < 20; place += 1) await driver.stripe.customers.create({ name: String(place) });
  await driver.drain();
  const names = receiver.events(SECRET).map(({ data }) => ('name' in data.object ? String(data.object.name) : ''));
  const inOrder = Array.from({ length: 20 }, (_, place) => String(place));
  expect([...names].sort()).toEqual([...inOrder].sort());
  expect(names).not.toEqual(inOrder);
});

test('an endpoint gets what it asked for, with its own secret, until it is disabled or deleted', async () => {
  const other = new Receiver();
  await other.start();
  const endpoint = await driver.stripe.webhookEndpoints.create({ url: other.url, enabled_events: ['product.created'] });
  expect(endpoint.secret).toMatch(/^whsec_/);
  expect((await driver.stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
  await driver.stripe.customers.create({});
  await driver.stripe.products.create({ name: 'x' });
  await driver.stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
  await driver.stripe.products.create({ name: 'y' });
  await driver.stripe.webhookEndpoints.del(endpoint.id);
  await driver.drain();
  expect(other.events(endpoint.secret ?? '').map(({ type }) => type)).toEqual(['product.created']);
  await other.stop();
});

test('webhooks go to loopback only', async () => {
  const error = await refusal(
    driver.stripe.webhookEndpoints.create({ url: 'https://example.com/hook', enabled_events: ['*'] }),
  );
  expect(error.param).toBe('url');
});

test('a request that is refused leaves no event', async () => {
  await refusal(driver.stripe.paymentIntents.create({ amount: 300, currency: 'usd', payment_method: 'pm_card_visa', confirm: true }));
  expect((await driver.stripe.events.list()).data).toEqual([]);
  expect((await driver.stripe.paymentIntents.list()).data).toEqual([]);
});
