import { expect, test } from 'vitest';
import Stripe from 'stripe';
import { useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const DAY_MS = 86_400_000;
const STEPS = 150;

/** A small generator with a seed that a failure prints (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A refusal of Stripe's is an answer like others here; anything else is a fault. */
async function tryIt(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError) || (error.statusCode ?? 500) >= 500) throw error;
  }
}

async function net(account?: string): Promise<number> {
  const options = account ? { stripeAccount: account } : {};
  const moved = await sandbox().stripe.balanceTransactions.list({ limit: 100 }, options).autoPagingToArray({ limit: 5_000 });
  return moved.reduce((sum, { net: one }) => sum + one, 0);
}

test('after charges, transfers, reversals, payouts, failures, refunds and disputes in any order every cent is somewhere', { timeout: 120_000 }, async () => {
  const seed = Math.floor(Math.random() * 1e9);
  const below = random(seed);
  const { stripe } = sandbox();
  const accounts = await Promise.all([0, 1].map(newAccount));
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[below(items.length || 1)];
  for (let step = 0; step < STEPS; step += 1) {
    const charges = (await stripe.charges.list({ limit: 20 })).data;
    const [charge, account] = [pick(charges), pick(accounts) ?? ''];
    const transfer = pick((await stripe.transfers.list({ limit: 20 })).data);
    const payout = pick((await stripe.payouts.list({ limit: 20 }, { stripeAccount: account })).data);
    const amount = 1 + below(1_500);
    const kind = charge === undefined ? 0 : below(9);
    if (kind === 0) await sandbox().charge(500 + below(2_000), 'usd', below(2) ? '4242424242424242' : '4000000000000077');
    if (kind === 1 || kind === 2) await tryIt(stripe.transfers.create({ amount, currency: 'usd', destination: account, ...(kind === 1 && charge ? { source_transaction: charge.id } : {}) }));
    if (kind === 3 && transfer) await tryIt(stripe.transfers.createReversal(transfer.id, { amount }));
    if (kind === 4) await tryIt(stripe.payouts.create({ amount, currency: 'usd' }, { stripeAccount: account }));
    if (kind === 5 && payout && payout.status !== 'failed' && payout.status !== 'canceled') await sandbox().control(`/payouts/${payout.id}/fail`, {});
    if (kind === 6 && charge) await tryIt(stripe.refunds.create({ charge: charge.id, amount }));
    if (kind === 7 && charge && !charge.disputed && charge.amount > charge.amount_refunded) await sandbox().control(`/charges/${charge.id}/dispute`, {});
    if (kind === 8) await sandbox().advance(below(3) * DAY_MS);
  }

  const transfers = await stripe.transfers.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
  for (const account of accounts) {
    const payouts = await stripe.payouts.list({ limit: 100 }, { stripeAccount: account }).autoPagingToArray({ limit: 1_000 });
    const got = transfers.filter(({ destination }) => destination === account).reduce((sum, one) => sum + one.amount - one.amount_reversed, 0);
    const left = payouts.filter(({ status }) => status === 'pending' || status === 'paid').reduce((sum, one) => sum + one.amount, 0);
    expect(await net(account), `seed ${seed}`).toBe(got - left);
    expect(got - left, `seed ${seed}: never below nothing`).toBeGreaterThanOrEqual(0);
  }
  const bySource = new Map<string, number>();
  for (const { source_transaction: source, amount, amount_reversed: back } of transfers) {
    if (typeof source === 'string') bySource.set(source, (bySource.get(source) ?? 0) + amount - back);
  }
  for (const [id, sum] of bySource) expect(sum, `seed ${seed}`).toBeLessThanOrEqual((await stripe.charges.retrieve(id)).amount);
  const balance = await stripe.balance.retrieve();
  const whole = [...balance.available, ...balance.pending].reduce((sum, { amount }) => sum + amount, 0);
  expect(await net(), `seed ${seed}`).toBe(whole);
});

async function newAccount(): Promise<string> {
  const { id } = await sandbox().stripe.v2.core.accounts.create({
    configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
  });
  await sandbox().control(`/accounts/${id}/onboard`, {});
  return id;
}
