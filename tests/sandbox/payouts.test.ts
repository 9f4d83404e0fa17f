import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type Stripe from 'stripe';
import { Receiver, refusal, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const DAY_MS = 86_400_000;
const receiver = new Receiver();
let secret = '';

beforeAll(async () => {
  await receiver.start();
  const endpoint = await sandbox().stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'], connect: true });
  secret = endpoint.secret ?? '';
});
afterAll(() => receiver.stop());

/** An account that got money which is available at once. */
async function paidAccount(amount = 1000, bank = '000123456789'): Promise<string> {
  const { id } = await sandbox().stripe.v2.core.accounts.create({
    configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
  });
  await sandbox().control(`/accounts/${id}/onboard`, { bank_number: bank });
  const charge = await sandbox().charge(amount, 'usd', '4000000000000077');
  await sandbox().stripe.transfers.create({ amount, currency: 'usd', destination: id, source_transaction: charge.id });
  return id;
}

const payouts = async (account: string) => (await sandbox().stripe.payouts.list({}, { stripeAccount: account })).data;
const available = async (account: string) =>
  (await sandbox().stripe.balance.retrieve({}, { stripeAccount: account })).available[0]?.amount ?? 0;
const types = (account: string) =>
  receiver.events(secret).filter((event) => event.account === account).map(({ type }) => type);
/** To a minute after the second midnight from now: every daily schedule has run by then. */
const twoDays = () => sandbox().advance(2 * DAY_MS);

describe('a connected account', () => {
  test('is paid out by itself; the payout names what it pays, arrives, and tells the Connect endpoint', async () => {
    const account = await paidAccount(1000);
    await twoDays();
    const [payout] = await payouts(account);
    expect(payout).toMatchObject({ amount: 1000, automatic: true, currency: 'usd' });
    expect(await available(account)).toBe(0);
    const { data } = await sandbox().stripe.balanceTransactions.list({ payout: payout?.id ?? '' }, { stripeAccount: account });
    expect(data.map(({ net, type }) => [type, net])).toEqual([['payout', -1000], ['payment', 1000]]);
    await sandbox().advance(3 * DAY_MS);
    expect((await payouts(account))[0]?.status).toBe('paid');
    await sandbox().drain();
    expect(types(account)).toEqual(['payout.created', 'payout.paid']);
    expect(await sandbox().eventTypes()).not.toContain('payout.paid');
    const { data: own } = await sandbox().stripe.events.list({}, { stripeAccount: account });
    expect(own.map(({ type }) => type)).toEqual(['payout.paid', 'payout.created']);
  });

  test('gets the money back when its bank account is one that refuses', async () => {
    const account = await paidAccount(1000, '000111111116');
    await twoDays();
    await sandbox().advance(3 * DAY_MS);
    const [payout] = await payouts(account);
    expect(payout).toMatchObject({ status: 'failed', failure_code: 'no_account', failure_balance_transaction: expect.stringMatching(/^txn_/) });
    expect(await available(account)).toBe(1000);
    await sandbox().drain();
    expect(types(account)).toEqual(['payout.created', 'payout.failed']);
  });

  test('sees its own things only, and may do only what the sandbox knows for it', async () => {
    const [one, other] = [await paidAccount(), await paidAccount()];
    const made = await sandbox().stripe.payouts.create({ amount: 100, currency: 'usd' }, { stripeAccount: one });
    expect((await refusal(sandbox().stripe.payouts.retrieve(made.id, {}, { stripeAccount: other }))).statusCode).toBe(404);
    expect((await refusal(sandbox().stripe.payouts.retrieve(made.id))).statusCode).toBe(404);
    await refusal(sandbox().stripe.customers.create({}, { stripeAccount: one }));
    expect((await refusal(sandbox().stripe.balance.retrieve({}, { stripeAccount: 'acct_none' }))).statusCode).toBe(403);
  });

  test('has keys of its own', async () => {
    const [one, other] = [await paidAccount(), await paidAccount()];
    const pay = (account: string) =>
      sandbox().stripe.payouts.create({ amount: 100, currency: 'usd' }, { stripeAccount: account, idempotencyKey: 'po' });
    expect((await pay(one)).id).not.toBe((await pay(other)).id);
    expect((await payouts(one)).length + (await payouts(other)).length).toBe(2);
  });
});

describe('a payout', () => {
  test('is never more than is available, and can be called off before it leaves', async () => {
    const account = await paidAccount(1000);
    const options = { stripeAccount: account };
    const { stripe } = sandbox();
    expect((await refusal(stripe.payouts.create({ amount: 1001, currency: 'usd' }, options))).code).toBe('balance_insufficient');
    const made = await stripe.payouts.create({ amount: 600, currency: 'usd' }, options);
    expect(await available(account)).toBe(400);
    expect((await stripe.payouts.cancel(made.id, {}, options)).status).toBe('canceled');
    expect(await available(account)).toBe(1000);
    await refusal(stripe.payouts.cancel(made.id, {}, options));
  });

  test('fails on demand, also after it was paid', async () => {
    const account = await paidAccount(1000);
    const made = await sandbox().stripe.payouts.create({ amount: 1000, currency: 'usd' }, { stripeAccount: account });
    expect((await sandbox().control<Stripe.Payout>(`/payouts/${made.id}/pay`, {})).status).toBe('paid');
    const failed = await sandbox().control<Stripe.Payout>(`/payouts/${made.id}/fail`, { code: 'account_closed' });
    expect(failed).toMatchObject({ status: 'failed', failure_code: 'account_closed' });
    expect(await available(account)).toBe(1000);
    await expect(sandbox().control(`/payouts/${made.id}/fail`, {})).rejects.toThrow('back already');
  });

  test('of the platform is by hand and tells the platform’s endpoints', async () => {
    await sandbox().charge(9_000, 'usd', '4000000000000077');
    const made = await sandbox().stripe.payouts.create({ amount: 500, currency: 'usd' });
    expect(made.automatic).toBe(false);
    await sandbox().control(`/payouts/${made.id}/pay`, {});
    expect((await sandbox().eventTypes()).slice(-2)).toEqual(['payout.created', 'payout.paid']);
  });
});

describe('balance settings', () => {
  test('say when an account is paid out: by hand, or on days of the month or the week', async () => {
    const account = await paidAccount(1000);
    const options = { stripeAccount: account };
    const { balanceSettings } = sandbox().stripe;
    expect((await balanceSettings.retrieve({}, options)).payments.payouts?.schedule?.interval).toBe('daily');
    expect((await balanceSettings.retrieve()).payments.payouts?.schedule?.interval).toBe('manual');
    const schedule = (asked: Stripe.BalanceSettingsUpdateParams.Payments.Payouts.Schedule) =>
      balanceSettings.update({ payments: { payouts: { schedule: asked } } }, options);
    await schedule({ interval: 'manual' });
    await twoDays();
    expect(await payouts(account)).toEqual([]);
    await schedule({ interval: 'weekly', weekly_payout_days: ['friday'] });
    await sandbox().advance(8 * DAY_MS);
    expect(await payouts(account)).toHaveLength(1);
    await refusal(schedule({ interval: 'hourly' }));
  });

  test('a minimum stays in the balance', async () => {
    const account = await paidAccount(1000);
    await sandbox().stripe.balanceSettings.update(
      { payments: { payouts: { minimum_balance_by_currency: { usd: 300 } } } },
      { stripeAccount: account },
    );
    await twoDays();
    expect(await available(account)).toBe(300);
  });
});
