import { describe, expect, test } from 'vitest';
import Stripe from 'stripe';
import { refusal, sdkFor, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();

/** A raw call, for what the SDK would not send. */
async function raw(path: string, body = '', headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox().url}${path}`, {
    method: 'POST',
    body,
    headers: {
      authorization: 'Bearer sk_test_sandbox',
      'content-type': 'application/x-www-form-urlencoded',
      'stripe-version': Stripe.API_VERSION,
      ...headers,
    },
  });
  const answer: { error?: Stripe.StripeRawError; id?: string } = await response.json();
  return { status: response.status, headers: response.headers, error: answer.error, id: answer.id };
}

describe('who may ask', () => {
  test('a request without a key is refused with 401 in the shape of Stripe', async () => {
    const answer = await raw('/v1/customers', '', { authorization: '' });
    expect(answer.status).toBe(401);
    expect(answer.error).toMatchObject({ type: 'invalid_request_error' });
  });

  test('live keys and other keys are refused, and no answer repeats them', async () => {
    for (const key of ['sk_live_abcdefghijklmnop', 'sk_test_other', 'pk_test_sandbox']) {
      const error = await refusal(sdkFor(sandbox().url, key).customers.list());
      expect(error.statusCode).toBe(401);
      expect(error.message).not.toContain(key);
    }
  });

  test('the key is also taken as the user of Basic, and a foreign account is refused', async () => {
    const basic = Buffer.from('sk_test_sandbox:').toString('base64');
    expect((await raw('/v1/customers', '', { authorization: `Basic ${basic}` })).status).toBe(200);
    const foreign = await raw('/v1/customers', '', { 'stripe-account': 'acct_1someoneelse' });
    expect(foreign.status).toBe(403);
  });
});

describe('answers', () => {
  test('carry a request id, the version asked for and the key back', async () => {
    const answer = await raw('/v1/customers', '', { 'idempotency-key': 'echo' });
    expect(answer.headers.get('request-id')).toMatch(/^req_\w{14}$/);
    expect(answer.headers.get('stripe-version')).toBe(Stripe.API_VERSION);
    expect(answer.headers.get('idempotency-key')).toBe('echo');
  });

  test('an unknown route answers 404 with an error of Stripe’s shape, whatever the method', async () => {
    for (const path of ['/v1/subscriptions', '/v1/customers/', '/v1/customers/cus_1/nothing', '/v2/core/x']) {
      const { status, error } = await raw(path);
      expect([path, status, error?.type]).toEqual([path, 404, 'invalid_request_error']);
    }
  });

  test('an object that does not exist answers 404 resource_missing', async () => {
    const error = await refusal(sandbox().stripe.paymentIntents.retrieve('pi_nothing'));
    expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });

  test('an unknown version is refused', async () => {
    expect((await raw('/v1/customers', '', { 'stripe-version': '2099-01-01.gold' })).status).toBe(400);
    expect((await raw('/v1/customers', '', { 'stripe-version': 'latest' })).status).toBe(400);
  });
});

describe('parameters are those that the SDK declares', () => {
  test.each([
    ['an unknown one', '/v1/customers', 'nickname=x', 'parameter_unknown', 'nickname'],
    ['an unknown one deep inside', '/v1/checkout/sessions', 'line_items[0][price_data][amount]=1', 'parameter_unknown', 'line_items[0][price_data][amount]'],
    ['one named like a property of every object', '/v1/customers', '__proto__[x]=1', 'parameter_unknown', '__proto__'],
    ['a missing one', '/v1/payment_intents', 'amount=100', 'parameter_missing', 'currency'],
    ['a missing one deep inside', '/v1/checkout/sessions', 'line_items[0][price_data][unit_amount]=1', 'parameter_missing', 'line_items[0][price_data][currency]'],
    ['a number that is none', '/v1/payment_intents', 'amount=1e3&currency=usd', 'parameter_invalid_integer', 'amount'],
    ['an amount with a fraction', '/v1/payment_intents', 'amount=99.5&currency=usd', 'parameter_invalid_integer', 'amount'],
    ['an empty word', '/v1/checkout/sessions', 'success_url=', 'parameter_invalid_empty', 'success_url'],
    ['a word that is not on the list', '/v1/checkout/sessions', 'mode=gift', undefined, 'mode'],
    ['a boolean that is none', '/v1/payment_intents', 'amount=100&currency=usd&confirm=maybe', undefined, 'confirm'],
    ['the retired payment_method_types', '/v1/checkout/sessions', 'payment_method_types[0]=card', 'payment_method_types_no_longer_supported', 'payment_method_types'],
    ['the retired payment_method_types of an intent', '/v1/payment_intents', 'payment_method_types[]=card', 'payment_method_types_no_longer_supported', 'payment_method_types'],
  ])('%s is refused', async (_name, path, body, code, param) => {
    const { status, error } = await raw(path, body);
    expect(status).toBe(400);
    expect(error).toMatchObject({ type: 'invalid_request_error', ...(code ? { code } : {}), param });
  });

  test('metadata keeps its values as they were written', async () => {
    const { stripe } = sandbox();
    const metadata = { tip: '007', big: '1e9', text: 'ü & [x]' };
    const customer = await stripe.customers.create({ metadata });
    expect(customer.metadata).toEqual(metadata);
    const updated = await stripe.customers.update(customer.id, { metadata: { tip: '', more: 'x' } });
    expect(updated.metadata).toEqual({ big: '1e9', text: 'ü & [x]', more: 'x' });
    expect((await stripe.customers.update(customer.id, { metadata: '' })).metadata).toEqual({});
  });

  test('a body of more than a megabyte answers 413', async () => {
    const answer = await raw('/v1/customers', `name=${'x'.repeat(2_000_000)}`);
    expect(answer.status).toBe(413);
  });
});

describe('expand', () => {
  test('follows ids through objects and lists, and refuses what leads nowhere', async () => {
    const { stripe } = sandbox();
    const charge = await sandbox().charge();
    const [listed] = (
      await stripe.charges.list({ limit: 1, expand: ['data.payment_intent', 'data.balance_transaction'] })
    ).data;
    expect(listed).toMatchObject({ id: charge.id, payment_intent: { object: 'payment_intent' }, balance_transaction: { fee: 39 } });
    const session = await stripe.checkout.sessions.list({ limit: 1, expand: ['data.line_items'] });
    expect(session.data[0]?.line_items?.data[0]).toMatchObject({ amount_total: 300, quantity: 1 });
    const error = await refusal(stripe.charges.retrieve(charge.id, { expand: ['amount'] }));
    expect(error.message).toContain('cannot be expanded');
    await refusal(stripe.charges.retrieve(charge.id, { expand: ['nothing'] }));
  });

  test('null stays null', async () => {
    const session = await sandbox().session();
    const found = await sandbox().stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] });
    expect(found.payment_intent).toBeNull();
  });
});

test('whoever calls it by another name of this machine gets pages of that name', async () => {
  const { port } = new URL(sandbox().url);
  const session = await sdkFor(`http://localhost:${port}`).checkout.sessions.create({
    success_url: 'http://localhost:3000/',
    line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 300, product_data: { name: 'x' } } }],
  });
  expect(session.url).toBe(`http://localhost:${port}/c/pay/${session.id}`);
});

test('a deleted customer is shown as deleted and cannot be used', async () => {
  const { stripe } = sandbox();
  const customer = await stripe.customers.create({ email: 'fan@example.com' });
  await stripe.customers.del(customer.id);
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
  const error = await refusal(sandbox().session(300, 'usd', { customer: customer.id }));
  expect(error).toMatchObject({ code: 'resource_missing', param: 'customer' });
});
