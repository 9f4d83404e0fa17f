import { beforeAll, describe, expect, test } from 'vitest';
import { refusal, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const made: string[] = [];

beforeAll(async () => {
  for (let place = 0; place < 25; place += 1) {
    made.push((await sandbox().stripe.customers.create({ name: String(place), email: `${place % 5}@example.com` })).id);
  }
});

const newestFirst = () => [...made].reverse();

describe('pages', () => {
  test('hold ten unless asked otherwise, newest first, and say whether there is more', async () => {
    const page = await sandbox().stripe.customers.list();
    expect(page.data.map(({ id }) => id)).toEqual(newestFirst().slice(0, 10));
    expect(page).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' });
    expect((await sandbox().stripe.customers.list({ limit: 25 })).has_more).toBe(false);
  });

  test('follow one another forwards and backwards without gap or overlap', async () => {
    const { stripe } = sandbox();
    const all = await stripe.customers.list({ limit: 4 }).autoPagingToArray({ limit: 1000 });
    expect(all.map(({ id }) => id)).toEqual(newestFirst());
    const oldest = made[0] ?? '';
    const later = await stripe.customers.list({ limit: 4, ending_before: oldest }).autoPagingToArray({ limit: 1000 });
    expect(later.map(({ id }) => id)).toEqual(made.slice(1));
    const page = await stripe.customers.list({ limit: 4, ending_before: oldest });
    expect(page.data.map(({ id }) => id)).toEqual(made.slice(1, 5).reverse());
    expect(page.has_more).toBe(true);
  });

  test('count only what the filter lets through', async () => {
    const page = await sandbox().stripe.customers.list({ email: '3@example.com', limit: 4 });
    expect(page.data.map(({ name }) => name)).toEqual(['23', '18', '13', '8']);
    expect(page.has_more).toBe(true);
  });

  test.each([
    ['a limit of none', { limit: 0 }],
    ['a limit above a hundred', { limit: 101 }],
    ['two cursors', { starting_after: 'cus_1', ending_before: 'cus_2' }],
    ['a cursor that is not there', { starting_after: 'cus_nothing' }],
  ])('with %s are refused', async (_name, params) => {
    expect((await refusal(sandbox().stripe.customers.list(params))).type).toBe('StripeInvalidRequestError');
  });
});

describe('events', () => {
  test('are filtered by types, groups of types and time', async () => {
    const { stripe } = sandbox();
    await sandbox().advance(60_000);
    const before = Math.floor(new Date((await sandbox().control<{ now: string }>('/clock')).now).getTime() / 1000);
    await sandbox().charge();
    await stripe.products.create({ name: 'x' });
    const types = async (params: object) => (await stripe.events.list({ limit: 100, ...params })).data.map(({ type }) => type);
    expect(await types({ types: ['charge.updated', 'product.created'] })).toEqual(['product.created', 'charge.updated']);
    expect(await types({ type: 'charge.*' })).toEqual(['charge.updated', 'charge.succeeded']);
    expect(await types({ created: { gte: before }, type: 'customer.created' })).toEqual([]);
    expect(await types({ created: { lt: before }, type: 'customer.created' })).toHaveLength(25);
    await refusal(stripe.events.list({ type: 'charge.updated', types: ['charge.updated'] }));
  });

  test('after a known one come oldest first when walked backwards, as a recovery does', async () => {
    const { stripe } = sandbox();
    const [known] = (await stripe.events.list({ limit: 1 })).data;
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await stripe.products.create({ name });
    const missed = await stripe.events
      .list({ limit: 2, ending_before: known?.id ?? '', delivery_success: true })
      .autoPagingToArray({ limit: 100 });
    expect(missed.map(({ data }) => ('name' in data.object ? data.object.name : null))).toEqual(names);
  });
});

test('balance transactions are found by source, type and time', async () => {
  const { stripe } = sandbox();
  const charge = await sandbox().charge(500);
  const refund = await stripe.refunds.create({ charge: charge.id, amount: 100 });
  const ids = async (params: object) => (await stripe.balanceTransactions.list(params)).data.map(({ source }) => source);
  expect(await ids({ source: charge.id })).toEqual([charge.id]);
  expect(await ids({ source: refund.id })).toEqual([refund.id]);
  expect(await ids({ type: 'refund' })).toEqual([refund.id]);
  expect(await ids({ created: { gt: charge.created + 3_600 } })).toEqual([]);
  expect(await ids({ currency: 'eur' })).toEqual([]);
});
