import { expect, test } from 'vitest';
import type Stripe from 'stripe';
import { refusal, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const decline: Stripe.PaymentIntentCreateParams = {
  amount: 500,
  currency: 'usd',
  payment_method: 'pm_card_chargeDeclined',
  confirm: true,
  off_session: true,
};

test('the same key gives the same object, and the replay says so', async () => {
  const { stripe } = sandbox();
  const first = await stripe.customers.create({ name: 'Ann' }, { idempotencyKey: 'same' });
  const again = await stripe.customers.create({ name: 'Ann' }, { idempotencyKey: 'same' });
  expect(again.id).toBe(first.id);
  expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect(again.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
  expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
});

test('the same key with other parameters, or for another call, is an idempotency error', async () => {
  const { stripe } = sandbox();
  await stripe.customers.create({ name: 'Ann' }, { idempotencyKey: 'other' });
  const params = await refusal(stripe.customers.create({ name: 'Bea' }, { idempotencyKey: 'other' }));
  expect(params).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
  const call = await refusal(stripe.products.create({ name: 'Ann' }, { idempotencyKey: 'other' }));
  expect(call.rawType).toBe('idempotency_error');
});

test('a decline is replayed under its key and tried anew under another', async () => {
  const { stripe } = sandbox();
  const before = (await stripe.charges.list({ limit: 100 })).data.length;
  const first = await refusal(stripe.paymentIntents.create(decline, { idempotencyKey: 'bill:1' }));
  const again = await refusal(stripe.paymentIntents.create(decline, { idempotencyKey: 'bill:1' }));
  expect(first).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' });
  expect(again.payment_intent?.id).toBe(first.payment_intent?.id);
  expect((await stripe.charges.list({ limit: 100 })).data.length).toBe(before + 1);
  const other = await refusal(stripe.paymentIntents.create(decline, { idempotencyKey: 'bill:2' }));
  expect(other.payment_intent?.id).not.toBe(first.payment_intent?.id);
});

test('a request that did not validate leaves its key free', async () => {
  const { stripe } = sandbox();
  await refusal(stripe.paymentIntents.create({ ...decline, amount: 0.5 }, { idempotencyKey: 'free' }));
  const made = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' }, { idempotencyKey: 'free' });
  expect(made.status).toBe('requires_payment_method');
});

test('while the first is running, a second with its key answers 409', async () => {
  const { stripe } = sandbox();
  await sandbox().control('/chaos/api', { action: 'slow', delay_ms: 1_000, path: '/v1/customers' });
  const first = stripe.customers.create({ name: 'Slow' }, { idempotencyKey: 'running' });
  // The fault is used up when the first has begun.
  const begun = async () => (await sandbox().control<{ api: unknown[] }>('/chaos')).api.length === 0;
  while (!(await begun()));
  const second = await refusal(stripe.customers.create({ name: 'Slow' }, { idempotencyKey: 'running' }));
  expect(second).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
  const done = await first;
  const third = await stripe.customers.create({ name: 'Slow' }, { idempotencyKey: 'running' });
  expect(third.id).toBe(done.id);
});

test.each([
  ['before the work', false, 0],
  ['after the work', true, 1],
])('a 500 %s is remembered under its key', async (_name, afterCommit, made) => {
  const { stripe } = sandbox();
  const email = `${String(afterCommit)}@example.com`;
  await sandbox().control('/chaos/api', { action: 'error_500', after_commit: afterCommit, path: '/v1/customers' });
  const key = { idempotencyKey: `broken:${String(afterCommit)}` };
  const first = await refusal(stripe.customers.create({ email }, key));
  expect(first).toMatchObject({ statusCode: 500, rawType: 'api_error' });
  const again = await refusal(stripe.customers.create({ email }, key));
  expect(again.statusCode).toBe(500);
  expect(again.headers?.['idempotent-replayed']).toBe('true');
  expect((await stripe.customers.list({ email })).data).toHaveLength(made);
});

test('a socket cut after the work was done loses nothing: the retry gets the same object', async () => {
  const { stripe } = sandbox();
  const params = { email: 'cut@example.com' };
  await sandbox().control('/chaos/api', { action: 'cut_after', path: '/v1/customers' });
  // The SDK itself tries once more when a connection breaks.
  const made = await stripe.customers.create(params, { idempotencyKey: 'cut' });
  expect(made.lastResponse.headers['idempotent-replayed']).toBe('true');
  const found = await stripe.customers.list(params);
  expect(found.data.map(({ id }) => id)).toEqual([made.id]);
});

test('a socket cut before the work was done leaves nothing', async () => {
  await sandbox().control('/chaos/api', { action: 'cut_before', path: '/v1/customers' });
  const call = fetch(`${sandbox().url}/v1/customers`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'never@example.com' }),
    headers: { authorization: 'Bearer sk_test_sandbox' },
  });
  await expect(call).rejects.toThrow();
  expect((await sandbox().stripe.customers.list({ email: 'never@example.com' })).data).toEqual([]);
});

test('a 429 hits as often as asked, where asked, and is not remembered', async () => {
  const { stripe } = sandbox();
  await sandbox().control('/chaos/api', { action: 'rate_limit', times: 2, method: 'GET', path: '/v1/charges*' });
  expect((await stripe.customers.list()).object).toBe('list');
  for (let call = 0; call < 2; call += 1) {
    expect((await refusal(stripe.charges.list())).statusCode).toBe(429);
  }
  expect((await stripe.charges.list()).object).toBe('list');
});

test('the same key fifty times at once has one effect', async () => {
  const { stripe } = sandbox();
  const calls = Array.from({ length: 50 }, () =>
    stripe.customers.create({ email: 'many@example.com' }, { idempotencyKey: 'many' }),
  );
  const ids = new Set((await Promise.all(calls)).map(({ id }) => id));
  expect(ids.size).toBe(1);
  expect((await stripe.customers.list({ email: 'many@example.com' })).data).toHaveLength(1);
});
