import { describe, expect, test } from 'vitest';
import type Stripe from 'stripe';
import { processorFee } from '@/sandbox/payments/fees';
import { refusal, transactionOf, useSandbox } from '../support/sandbox';

const sandbox = useSandbox({ feeDelayMs: 0, disputeDelayMs: 0 });
const DAY_MS = 86_400_000;

interface OwnRecord {
  charges: Stripe.Charge[];
  refunds: Stripe.Refund[];
  balance_transactions: Stripe.BalanceTransaction[];
}

describe('the fee', () => {
  test.each([
    ['usd', 300, '4242424242424242', 39],
    ['usd', 100, '4242424242424242', 33],
    ['usd', 1000, '4242424242424242', 59],
    ['usd', 500, '4000000760000002', 52],
    ['eur', 300, '4000002760000016', 30],
    ['eur', 1000, '4000008260000000', 50],
    ['eur', 1000, '4242424242424242', 58],
    ['gbp', 1000, '4000008260000000', 35],
    ['jpy', 300, '4000003920000003', 11],
  ])('of %s %i with %s is %i', async (currency, amount, number, fee) => {
    const charge = await sandbox().charge(amount, currency, number);
    expect(transactionOf(charge)).toMatchObject({ amount, fee, net: amount - fee, currency });
    expect(transactionOf(charge).fee_details).toEqual([
      { amount: fee, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' },
    ]);
  });

  test('never rounds by more than half a unit', () => {
    for (let amountMinor = 50; amountMinor < 5_000; amountMinor += 1) {
      const fee = processorFee({ amountMinor, currency: 'usd', method: 'card', country: 'US' });
      expect(Math.abs(fee - 30 - amountMinor * 0.029)).toBeLessThanOrEqual(0.5 + 1e-9);
    }
  });

  test('is unknown at first and comes with charge.updated', async () => {
    await sandbox().control('/delays', { fee_ms: 1_500 });
    const charge = await sandbox().charge();
    expect(charge).toMatchObject({ status: 'succeeded', balance_transaction: null });
    await sandbox().advance(1_600);
    const [event] = (await sandbox().stripe.events.list({ type: 'charge.updated', limit: 1 })).data;
    expect(event?.data.object).toMatchObject({ id: charge.id, balance_transaction: expect.stringMatching(/^txn_/) });
    await sandbox().control('/delays', { fee_ms: 0 });
  });

  test('is known once, however often it is asked for', async () => {
    const charge = await sandbox().charge();
    await sandbox().control(`/charges/${charge.id}/fee`, {});
    expect((await sandbox().stripe.balanceTransactions.list({ source: charge.id })).data).toHaveLength(1);
  });
});

test('a charge can settle in another currency than its own', async () => {
  await sandbox().control('/settlement', { currency: 'usd', exchange_rate: 1.1 });
  const foreign = await sandbox().charge(1000, 'eur', '4000002760000016');
  expect(transactionOf(foreign)).toMatchObject({ amount: 1100, currency: 'usd', exchange_rate: 1.1 });
  const own = await sandbox().charge(1000, 'eur', '4000002760000016');
  expect(transactionOf(own)).toMatchObject({ amount: 1000, currency: 'eur', exchange_rate: null });
});

test('money is pending for two days, then available; the balance is the sum of its transactions', async () => {
  const charge = await sandbox().charge(2000, 'gbp', '4000008260000000');
  const of = async (part: 'available' | 'pending') =>
    (await sandbox().stripe.balance.retrieve())[part].find(({ currency }) => currency === 'gbp')?.amount ?? 0;
  const pending = await of('pending');
  const available = await of('available');
  await sandbox().advance(2 * DAY_MS + 1_000);
  expect(transactionOf(await sandbox().stripe.charges.retrieve(charge.id, { expand: ['balance_transaction'] })).status).toBe('available');
  expect(await of('pending')).toBe(0);
  expect(await of('available')).toBe(available + pending);
  const record = await sandbox().control<OwnRecord>('/record');
  const sum = record.balance_transactions.filter(({ currency }) => currency === 'gbp').reduce((total, { net }) => total + net, 0);
  expect(await of('available')).toBe(sum);
});

test('bypass pending is available at once', async () => {
  const charge = await sandbox().charge(300, 'usd', '4000000000000077');
  expect(transactionOf(charge).status).toBe('available');
});

describe('a refund', () => {
  test('takes a part, then the rest, and never more; the fee is kept', async () => {
    const { stripe } = sandbox();
    const charge = await sandbox().charge(1000);
    const part = await stripe.refunds.create({ charge: charge.id, amount: 400 });
    expect(part).toMatchObject({ amount: 400, status: 'succeeded', currency: 'usd' });
    expect((await refusal(stripe.refunds.create({ charge: charge.id, amount: 601 }))).code).toBe('amount_too_large');
    await refusal(stripe.refunds.create({ charge: charge.id, amount: 0 }));
    await stripe.refunds.create({ payment_intent: String(charge.payment_intent) });
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ refunded: true, amount_refunded: 1000 });
    expect((await refusal(stripe.refunds.create({ charge: charge.id }))).code).toBe('charge_already_refunded');
    const found = await stripe.charges.retrieve(charge.id, { expand: ['refunds.data.balance_transaction'] });
    const nets = found.refunds?.data.map(({ balance_transaction: moved }) => (typeof moved === 'object' ? moved?.net : null));
    expect(nets).toEqual([-600, -400]);
    expect((await sandbox().eventTypes()).slice(-4)).toEqual(['refund.created', 'charge.refunded', 'refund.created', 'charge.refunded']);
  });

  test('fifty at once give back no more than was paid', async () => {
    const charge = await sandbox().charge(1000);
    const tries = Array.from({ length: 50 }, () => sandbox().stripe.refunds.create({ charge: charge.id, amount: 300 }));
    const done = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled');
    expect(done).toHaveLength(3);
  });

  test('may take a while, or fail later and give the money back', async () => {
    const { stripe } = sandbox();
    const slow = await stripe.refunds.create({ charge: (await sandbox().charge(300, 'usd', '4000000000007726')).id });
    const failing = await stripe.refunds.create({ charge: (await sandbox().charge(300, 'usd', '4000000000005126')).id });
    expect([slow.status, failing.status]).toEqual(['pending', 'succeeded']);
    await sandbox().advance(60_000);
    expect((await stripe.refunds.retrieve(slow.id)).status).toBe('succeeded');
    const failed = await stripe.refunds.retrieve(failing.id);
    expect(failed).toMatchObject({ status: 'failed', failure_balance_transaction: expect.stringMatching(/^txn_/) });
    expect((await stripe.charges.retrieve(String(failed.charge))).amount_refunded).toBe(0);
  });

  test('of a charge that did not succeed is refused', async () => {
    const session = await sandbox().session();
    await sandbox().pay(session, '4000000000000002');
    const charge = await sandbox().chargeOf(session.id);
    await refusal(sandbox().stripe.refunds.create({ charge: charge.id }));
  });
});

describe('a dispute', () => {
  test('takes the amount and its fee; won gives the amount back', async () => {
    const { stripe } = sandbox();
    const charge = await sandbox().charge(500);
    const dispute = await sandbox().control<Stripe.Dispute>(`/charges/${charge.id}/dispute`, { reason: 'fraudulent' });
    expect(dispute).toMatchObject({ amount: 500, status: 'needs_response' });
    expect((await stripe.charges.retrieve(charge.id)).disputed).toBe(true);
    expect((await refusal(stripe.refunds.create({ charge: charge.id }))).code).toBe('charge_disputed');
    const won = await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence' } });
    expect(won.status).toBe('won');
    expect(won.balance_transactions.map(({ net }) => net)).toEqual([-2000, 500]);
    expect((await sandbox().eventTypes()).slice(-6)).toEqual([
      'charge.dispute.created', 'charge.updated', 'charge.dispute.funds_withdrawn',
      'charge.dispute.updated', 'charge.dispute.funds_reinstated', 'charge.dispute.closed',
    ]);
  });

  test('that is countered costs once more, given back when it is won', async () => {
    const { stripe } = sandbox();
    const feesAfter = async (words: string) => {
      const charge = await sandbox().charge(500);
      const { id } = await sandbox().control<Stripe.Dispute>(`/charges/${charge.id}/dispute`, {});
      const before = (await stripe.balanceTransactions.list({ type: 'stripe_fee', limit: 100 })).data.length;
      for (let at = 0; at < 2; at += 1) await stripe.disputes.update(id, { evidence: { uncategorized_text: at === 0 ? 'Some words' : words } });
      const { data } = await stripe.balanceTransactions.list({ type: 'stripe_fee', limit: 100 });
      return data.slice(0, data.length - before).map(({ net }) => net).reverse();
    };
    expect(await feesAfter('losing_evidence')).toEqual([-1500]);
    expect(await feesAfter('winning_evidence')).toEqual([-1500, 1500]);
  });

  test('follows the card that brings one, over what is not refunded', async () => {
    await sandbox().control('/delays', { dispute_ms: 5_000 });
    const charge = await sandbox().charge(500, 'usd', '4000000000000259');
    await sandbox().stripe.refunds.create({ charge: charge.id, amount: 200 });
    await sandbox().advance(6_000);
    const { data } = await sandbox().stripe.disputes.list({ charge: charge.id });
    expect(data).toMatchObject([{ amount: 300, reason: 'fraudulent' }]);
    await sandbox().control(`/disputes/${data[0]?.id}/close`, { status: 'lost' });
    expect((await sandbox().stripe.disputes.retrieve(data[0]?.id ?? '')).status).toBe('lost');
  });
});
