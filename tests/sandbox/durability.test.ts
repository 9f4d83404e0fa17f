import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '@/sandbox/start-sandbox';
import { Receiver, SandboxDriver, sdkFor } from '../support/sandbox';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuppence-sandbox-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The sandbox as `npm start` runs it: a process of its own that can be killed. */
async function spawnSandbox(): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts'], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH, SANDBOX_DATA: folder, SANDBOX_FEE_DELAY_MS: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the sandbox did not start')));
    child.stdout?.on('data', (line: Buffer) => {
      const found = /"url":"([^"]+)"/.exec(String(line))?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return { url, child };
}

function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}

test('every charge that was acknowledged is there after kill -9 under load', { timeout: 60_000 }, async () => {
  const { url, child } = await spawnSandbox();
  const stripe = sdkFor(url);
  const acknowledged: string[] = [];
  let stopping = false;
  const work = Array.from({ length: 8 }, async () => {
    while (!stopping) {
      const intent = await stripe.paymentIntents.create({
        amount: 300, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, off_session: true,
      });
      acknowledged.push(intent.id);
    }
  });
  while (acknowledged.length < 200) await stripe.balance.retrieve();
  stopping = true;
  await kill(child, 'SIGKILL');
  await Promise.allSettled(work);

  const again = await startSandbox({ dataFolder: folder, feeDelayMs: 0 });
  const found = await sdkFor(again.url).paymentIntents.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  const paid = new Set(found.filter(({ status }) => status === 'succeeded').map(({ id }) => id));
  expect(acknowledged.filter((id) => !paid.has(id))).toEqual([]);
  // No half of a request either: each intent has its charge, each fee that was due is posted.
  const charges = await sdkFor(again.url).charges.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  expect(charges.map(({ payment_intent: intent }) => intent).sort()).toEqual(found.map(({ id }) => id).sort());
  expect(charges.filter(({ balance_transaction: fee }) => fee === null)).toEqual([]);
  await again.stop();
});

test('SIGTERM ends the process cleanly with exit code 0', { timeout: 30_000 }, async () => {
  const { url, child } = await spawnSandbox();
  await sdkFor(url).customers.create({ name: 'Ann' });
  expect(await kill(child, 'SIGTERM')).toBe(0);
});

test('a start reads what the last one knew: objects, keys, clock, tasks to come, webhooks to send', async () => {
  const receiver = new Receiver();
  await receiver.start();
  const first = await startSandbox({ dataFolder: folder, feeDelayMs: 3_600_000 });
  const one = new SandboxDriver(first.url);
  const made = await one.stripe.customers.create({ name: 'Ann' }, { idempotencyKey: 'kept' });
  const charge = await one.charge();
  await one.advance(1_000);
  await first.stop();

  const second = await startSandbox({
    dataFolder: folder, feeDelayMs: 3_600_000, webhookUrl: receiver.url, webhookSecret: 'whsec_kept',
  });
  const two = new SandboxDriver(second.url);
  expect((await two.stripe.customers.create({ name: 'Ann' }, { idempotencyKey: 'kept' })).id).toBe(made.id);
  expect((await two.control<{ offset_ms: number }>('/clock')).offset_ms).toBe(1_000);
  expect((await two.stripe.charges.retrieve(charge.id)).balance_transaction).toBeNull();
  await two.advance(3_600_000);
  expect((await two.stripe.charges.retrieve(charge.id)).balance_transaction).not.toBeNull();
  await two.drain();
  expect(receiver.events('whsec_kept').map(({ type }) => type)).toEqual(['charge.updated']);
  await second.stop();
  await receiver.stop();
});

test('a webhook that nobody took before the end is sent after the next start', async () => {
  const receiver = new Receiver();
  await receiver.start();
  const dead = 'http://127.0.0.1:9/webhooks';
  const options = { dataFolder: folder, webhookSecret: 'whsec_later', webhookRetryDelaysMs: [60_000] };
  const first = await startSandbox({ ...options, webhookUrl: dead });
  await sdkFor(first.url).customers.create({ name: 'Ann' });
  await first.stop();
  const second = await startSandbox({ ...options, webhookUrl: receiver.url });
  expect(await new SandboxDriver(second.url).drain()).toEqual({ quiet: true });
  expect(receiver.events('whsec_later').map(({ type }) => type)).toEqual(['customer.created']);
  await second.stop();
  await receiver.stop();
});

test('a line torn by a kill is dropped, and what follows is kept', async () => {
  const journal = join(folder, 'journal.jsonl');
  const first = await startSandbox({ dataFolder: folder });
  const made = await sdkFor(first.url).customers.create({ name: 'Ann' });
  await first.stop();
  appendFileSync(journal, '[["customer","cus_half",{"id":"cus_ha');
  const second = await startSandbox({ dataFolder: folder });
  const other = await sdkFor(second.url).customers.create({ name: 'Bea' });
  await second.stop();
  const third = await startSandbox({ dataFolder: folder });
  const found = await sdkFor(third.url).customers.list();
  expect(found.data.map(({ id }) => id)).toEqual([other.id, made.id]);
  await third.stop();
});

test('a stop leaves only how things are, and the file is for its owner only', async () => {
  const journal = join(folder, 'journal.jsonl');
  const first = await startSandbox({ dataFolder: folder });
  const stripe = sdkFor(first.url);
  const { id } = await stripe.customers.create({ name: 'Ann' });
  for (let round = 0; round < 50; round += 1) await stripe.customers.update(id, { name: `Ann ${round}` });
  await first.stop();
  expect(statSync(journal).mode & 0o077).toBe(0);
  const lines = readFileSync(journal, 'utf8').split('\n').filter((line) => line.includes('["customer",'));
  expect(lines).toHaveLength(1);
});

test('a start forgets what Stripe forgets: events of more than thirty days', async () => {
  const first = await startSandbox({ dataFolder: folder });
  const one = new SandboxDriver(first.url);
  await one.stripe.customers.create({ name: 'old' });
  await one.advance(31 * 86_400_000);
  const { id } = await one.stripe.customers.create({ name: 'new' });
  await first.stop();
  const second = await startSandbox({ dataFolder: folder });
  const events = await sdkFor(second.url).events.list();
  expect(events.data.map(({ data }) => data.object)).toMatchObject([{ id }]);
  expect((await sdkFor(second.url).customers.list()).data).toHaveLength(2);
  await second.stop();
});

test('reset forgets all but the webhook endpoints', async () => {
  const running = await startSandbox({ dataFolder: folder, webhookUrl: 'http://127.0.0.1:9/', webhookSecret: 'whsec_x' });
  const driver = new SandboxDriver(running.url);
  await driver.charge();
  await driver.advance(5_000);
  await driver.control('/reset', {});
  expect((await driver.stripe.charges.list()).data).toEqual([]);
  expect((await driver.stripe.events.list()).data).toEqual([]);
  expect((await driver.stripe.webhookEndpoints.list()).data).toHaveLength(1);
  expect((await driver.control<{ offset_ms: number }>('/clock')).offset_ms).toBe(0);
  await running.stop();
});
