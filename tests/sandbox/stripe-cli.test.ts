import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sdkFor, useSandbox } from '../support/sandbox';

/**
 * The official Stripe CLI, a driver that we did not write: `stripe trigger` makes the calls that
 * bring an event about on real Stripe. Each of these must pass here and bring its event about.
 */
const MUST_PASS = [
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.failed',
  'charge.refund.updated',
  'charge.refunded',
  'charge.succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.completed',
  'checkout.session.expired',
  'customer.created',
  'customer.deleted',
  'customer.updated',
  'payment_intent.canceled',
  'payment_intent.created',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'payment_method.attached',
  'payment_method.detached',
  'payout.created',
  'payout.updated',
  'price.created',
  'price.updated',
  'product.created',
  'product.deleted',
  'product.updated',
  'setup_intent.canceled',
  'setup_intent.created',
  'setup_intent.setup_failed',
  'setup_intent.succeeded',
];

const KEY = 'sk_test_sandbox_for_the_cli';
const run = promisify(execFile);
const sandbox = useSandbox({ key: KEY, disputeDelayMs: 0 });
let home = '';

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'tuppence-stripe-cli-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test.each(MUST_PASS)('stripe trigger %s', { timeout: 60_000 }, (event) => trigger(event));

/** Their fixtures make an account of the API v1, which we refuse to know: ours takes its place. */
test.each(['transfer.created', 'transfer.updated', 'transfer.reversed'])(
  'stripe trigger %s, to an account of ours',
  { timeout: 60_000 },
  async (event) => {
    const stripe = sdkFor(sandbox().url, KEY);
    const { id } = await stripe.v2.core.accounts.create({
      configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
    });
    await sandbox().control(`/accounts/${id}/onboard`, {});
    const charge = { amount: 5_000, currency: 'usd', payment_method: 'pm_card_bypassPending', confirm: true };
    await stripe.paymentIntents.create({ ...charge, automatic_payment_methods: { enabled: true, allow_redirects: 'never' } });
    await trigger(event, [
      '--skip', 'account', '--override', `transfer:destination=${id}`, '--add', 'payment_intent:return_url=http://localhost/',
    ]);
  },
);

/** Runs it; its event must have come about. */
async function trigger(event: string, more: string[] = []): Promise<void> {
  const before = await count(event);
  const { stdout, stderr } = await run(cli(), ['trigger', event, ...more, '--api-base', sandbox().url, '--api-key', KEY], {
    // A home of its own: it writes its settings there and nowhere else, and tells nobody.
    env: { NODE_ENV: 'test', PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: '1' },
  });
  expect(`${stdout}${stderr}`).toContain('Trigger succeeded');
  await sandbox().advance(60_000);
  expect(await count(event)).toBeGreaterThan(before);
}

async function count(type: string): Promise<number> {
  const response = await fetch(`${sandbox().url}/v1/events?limit=100&type=${type}`, {
    headers: { authorization: `Bearer ${KEY}` },
  });
  const events: { data: unknown[] } = await response.json();
  return events.data.length;
}

function cli(): string {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve(`@stripe/cli-${process.platform}-${process.arch}/package.json`));
  return join(folder, 'bin', process.platform === 'win32' ? 'stripe.exe' : 'stripe');
}
