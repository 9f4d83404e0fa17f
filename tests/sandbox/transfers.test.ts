import { beforeAll, describe, expect, test } from 'vitest';
import type Stripe from 'stripe';
import { refusal, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const DAY_MS = 86_400_000;
let creator = '';

beforeAll(async () => {
  creator = await recipient();
});

/** A recipient whose transfers are active. */
async function recipient(): Promise<string> {
  const { id } = await newAccount();
  await sandbox().control(`/accounts/${id}/onboard`, {});
  return id;
}

function newAccount() {
  return sandbox().stripe.v2.core.accounts.create({
    dashboard: 'express',
    configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
  });
}

async function balance(account?: string) {
  const found = await sandbox().stripe.balance.retrieve({}, account ? { stripeAccount: account } : {});
  const of = (part: 'available' | 'pending') => found[part].find(({ currency }) => currency === 'usd')?.amount ?? 0;
  return { available: of('available'), pending: of('pending') };
}

describe('a transfer from a charge', () => {
  test('works while the money is pending, arrives with it, and costs nothing', async () => {
    const { stripe } = sandbox();
    const charge = await sandbox().charge(1000);
    const before = await balance();
    const transfer = await stripe.transfers.create(
      { amount: 700, currency: 'usd', destination: creator, source_transaction: charge.id, metadata: { payout: '1' } },
      { idempotencyKey: 'transfer-1' },
    );
    expect(transfer).toMatchObject({ amount: 700, amount_reversed: 0, reversed: false, source_transaction: charge.id, transfer_group: `group_${charge.id}` });
    expect((await stripe.charges.retrieve(charge.id)).transfer_group).toBe(`group_${charge.id}`);
    expect(await balance()).toEqual({ available: before.available, pending: before.pending - 700 });
    expect(await balance(creator)).toEqual({ available: 0, pending: 700 });
    const found = await stripe.transfers.retrieve(transfer.id, { expand: ['balance_transaction'] });
    expect(found.balance_transaction).toMatchObject({ amount: -700, fee: 0, net: -700, type: 'transfer', source: transfer.id });
    expect((await sandbox().eventTypes()).at(-1)).toBe('transfer.created');
  });

  test('is made once for a key, and all of a charge’s never exceed it, however many at once', async () => {
    const { stripe } = sandbox();
    const charge = await sandbox().charge(1000);
    const params = { amount: 300, currency: 'usd', destination: creator, source_transaction: charge.id };
    const one = await stripe.transfers.create(params, { idempotencyKey: 'transfer-2' });
    expect((await stripe.transfers.create(params, { idempotencyKey: 'transfer-2' })).id).toBe(one.id);
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => stripe.transfers.create(params)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect((await refusal(stripe.transfers.create({ ...params, amount: 101 }))).param).toBe('amount');
  });

  test('waits also while the charge’s fee is not known', async () => {
    await sandbox().control('/delays', { fee_ms: 60_000 });
    const charge = await sandbox().charge(1000);
    await sandbox().control('/delays', { fee_ms: 0 });
    expect(charge.balance_transaction).toBeNull();
    const account = await recipient();
    await sandbox().stripe.transfers.create({ amount: 500, currency: 'usd', destination: account, source_transaction: charge.id });
    expect(await balance(account)).toEqual({ available: 0, pending: 500 });
  });

  test('keeps the charge’s group and currency, and needs a charge that was paid', async () => {
    const { stripe } = sandbox();
    const session = await sandbox().session(1000, 'usd', { payment_intent_data: { transfer_group: 'fan_1:2026-11' } });
    await sandbox().pay(session);
    const charge = await sandbox().chargeOf(session.id);
    const params = { amount: 100, currency: 'usd', destination: creator, source_transaction: charge.id };
    expect((await stripe.transfers.create(params)).transfer_group).toBe('fan_1:2026-11');
    expect((await refusal(stripe.transfers.create({ ...params, transfer_group: 'other' }))).param).toBe('transfer_group');
    expect((await refusal(stripe.transfers.create({ ...params, currency: 'eur' }))).param).toBe('currency');
    await refusal(stripe.transfers.create({ ...params, source_transaction: 'ch_none' }));
    const { data } = await stripe.transfers.list({ transfer_group: 'fan_1:2026-11' });
    expect(data).toHaveLength(1);
  });
});

describe('a transfer', () => {
  test('without a charge needs available money', async () => {
    const { stripe } = sandbox();
    await sandbox().charge(50_000);
    const { available } = await balance();
    const params = { currency: 'usd', destination: creator };
    const error = await refusal(stripe.transfers.create({ ...params, amount: Math.max(available, 0) + 1 }));
    expect(error.code).toBe('balance_insufficient');
    await sandbox().charge(5_000, 'usd', '4000000000000077');
    const sent = await stripe.transfers.create({ ...params, amount: 1_000, transfer_group: 'g' });
    expect(sent).toMatchObject({ source_transaction: null, transfer_group: 'g' });
    await refusal(stripe.transfers.create(params));
    await refusal(stripe.transfers.create({ ...params, amount: 0 }));
  });

  test('goes only to an account that is active', async () => {
    const charge = await sandbox().charge(1000);
    const params = { amount: 100, currency: 'usd', source_transaction: charge.id };
    const { id } = await newAccount();
    expect((await refusal(sandbox().stripe.transfers.create({ ...params, destination: id }))).code).toBe('insufficient_capabilities_for_transfer');
    expect((await refusal(sandbox().stripe.transfers.create({ ...params, destination: 'acct_none' }))).param).toBe('destination');
  });
});

describe('a reversal', () => {
  test('takes a part back, then the rest, and never more; a charge can be sent again then', async () => {
    const { stripe } = sandbox();
    const account = await recipient();
    const charge = await sandbox().charge(1000);
    const params = { amount: 1000, currency: 'usd', destination: account, source_transaction: charge.id };
    const { id } = await stripe.transfers.create(params);
    const part = await stripe.transfers.createReversal(id, { amount: 400, metadata: { why: 'dispute' } });
    expect(part).toMatchObject({ amount: 400, transfer: id, metadata: { why: 'dispute' } });
    expect((await refusal(stripe.transfers.createReversal(id, { amount: 601 }))).code).toBe('amount_too_large');
    await stripe.transfers.createReversal(id);
    expect(await stripe.transfers.retrieve(id)).toMatchObject({ amount_reversed: 1000, reversed: true });
    expect((await stripe.transfers.listReversals(id)).data.map(({ amount }) => amount)).toEqual([600, 400]);
    await refusal(stripe.transfers.createReversal(id));
    expect(await balance(account)).toEqual({ available: 0, pending: 0 });
    const moved = await stripe.balanceTransactions.list({ source: part.id });
    expect(moved.data).toMatchObject([{ net: 400, type: 'transfer_refund' }]);
    await stripe.transfers.create(params);
    expect((await sandbox().eventTypes()).slice(-3)).toEqual(['transfer.reversed', 'transfer.reversed', 'transfer.created']);
  });

  test('is refused once the destination no longer has the money', async () => {
    const { stripe } = sandbox();
    const account = await recipient();
    const charge = await sandbox().charge(1000, 'usd', '4000000000000077');
    const { id } = await stripe.transfers.create({ amount: 1000, currency: 'usd', destination: account, source_transaction: charge.id });
    await stripe.payouts.create({ amount: 1000, currency: 'usd' }, { stripeAccount: account });
    expect((await refusal(stripe.transfers.createReversal(id))).code).toBe('balance_insufficient');
  });
});

test('the record of the platform adds up to its balance, and no account’s cent is in it', async () => {
  await sandbox().advance(8 * DAY_MS);
  const record = await sandbox().control<{ balance_transactions: Stripe.BalanceTransaction[] }>('/record');
  const sum = record.balance_transactions.reduce((total, { net }) => total + net, 0);
  const { available, pending } = await balance();
  expect(sum).toBe(available + pending);
  expect(record.balance_transactions.some(({ type }) => type === 'payment')).toBe(false);
});
