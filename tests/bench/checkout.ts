import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import Stripe from 'stripe';
import { getDb, getPool } from '@/db/client';
import { payHostedPage } from '@/db/seed/pay-hosted-page';
import { newId } from '@/lib/ids';
import { stopQueue } from '@/lib/queue';
import { processEvents, receiveWebhook } from '@/lib/webhooks';
import { eventsOf, signed } from '../support/sandbox-controls';
import { useSandboxProcess, type SandboxProcess } from '../support/sandbox-process';
import { addCreator, begin, GOOD_CARD } from '../support/tips';
import { withBenchDatabase } from './bench-database';
import { compare, type Bench } from './figure';

const TIPS = 400;
const AT_ONCE = 32;
const ROUNDS = 3;

/** A paid tip's event as it travels, and the session that it is about. */
type Delivery = { rawBody: Buffer; signature: string; sessionId: string };

export const bench: Bench = {
  name: 'checkout',
  async *run() {
    yield await withBenchDatabase(async () => {
      const sandbox = await useSandboxProcess();
      try {
        return await settle(sandbox);
      } finally {
        await stopQueue();
        await sandbox.stop();
      }
    });
  },
};

/**
 * Signed webhooks over HTTP to posted ledger, per second, beside a bare server that verifies the
 * same webhook, inserts one row and fetches the same object once through the same SDK. Both stand
 * in this process; sandbox and database are processes of their own, as in production.
 */
async function settle(sandbox: SandboxProcess) {
  await getDb().execute(sql`create table bare_event (id text primary key, payload jsonb not null)`);
  const ours = await listen(takeOurs);
  const bare = await listen(takeBare(sandbox));
  try {
    return await compare(
      'checkout.settle',
      'tips/s',
      async () => {
        const deliveries = await makeDeliveries(sandbox);
        return perSecond(async () => {
          await Promise.all([deliver(ours, deliveries), workUntilSettled(deliveries)]);
        });
      },
      async () => {
        const deliveries = await makeDeliveries(sandbox);
        return perSecond(() => deliver(bare, deliveries));
      },
      ROUNDS,
    );
  } finally {
    ours.close();
    bare.close();
  }
}

const takeOurs: RequestListener = (request, response) => {
  void readBody(request).then(async (rawBody) => {
    const { status } = await receiveWebhook({ rawBody, signature: String(request.headers['stripe-signature']) });
    response.writeHead(status).end();
  });
};

function takeBare(sandbox: SandboxProcess): RequestListener {
  const stripe = new Stripe('sk_test_sandbox', { host: '127.0.0.1', port: sandbox.port, protocol: 'http', telemetry: false });
  const expand = ['payment_intent.latest_charge.balance_transaction', 'payment_intent.latest_charge.refunds'];
  const take = async (rawBody: Buffer, signature: string) => {
    const event = stripe.webhooks.constructEvent(rawBody, signature, sandbox.webhookSecret);
    await getPool().query('insert into bare_event (id, payload) values ($1, $2)', [event.id + newId(), event]);
    if (event.type !== 'checkout.session.completed') throw new Error(`an event of type ${event.type}`);
    await stripe.checkout.sessions.retrieve(event.data.object.id, { expand });
  };
  return (request, response) => {
    void readBody(request)
      .then((rawBody) => take(rawBody, String(request.headers['stripe-signature'])))
      .then(() => response.writeHead(200).end());
  };
}

/** The worker's part: works through the inbox until every tip of this round is posted. */
async function workUntilSettled(deliveries: Delivery[]): Promise<void> {
  const sessions = sql.param(deliveries.map((delivery) => delivery.sessionId));
  for (;;) {
    await processEvents();
    const { rows } = await getDb().execute<{ open: number }>(sql`
      select count(*)::int as open from payment
      where checkout_session_id = any(${sessions}::text[]) and fee_state <> 'known'`);
    if (rows[0]?.open === 0) return;
  }
}

async function makeDeliveries(sandbox: SandboxProcess): Promise<Delivery[]> {
  const creator = await addCreator();
  const paid = await inParallel(TIPS, async () => {
    const begun = await begin(creator.id);
    await payHostedPage(begun.checkoutUrl, GOOD_CARD);
    return begun.payment.checkoutSessionId ?? '';
  });
  const asked = new Set(paid);
  const deliveries: Delivery[] = [];
  for (const event of await eventsOf(sandbox)) {
    if (event.type !== 'checkout.session.completed' || !asked.has(event.data.object.id)) continue;
    deliveries.push({ ...signed(event, { secret: sandbox.webhookSecret }), sessionId: event.data.object.id });
  }
  return deliveries;
}

async function deliver(server: Server, deliveries: Delivery[]): Promise<void> {
  const url = `http://127.0.0.1:${portOf(server)}/api/webhooks/stripe`;
  await inParallel(deliveries.length, async (index) => {
    const delivery = deliveries[index];
    if (!delivery) return;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'stripe-signature': delivery.signature, 'content-type': 'application/json' },
      body: new Uint8Array(delivery.rawBody),
    });
    if (answer.status !== 200) throw new Error(`a webhook was answered with ${answer.status}`);
    await answer.arrayBuffer();
  });
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (TIPS * 1_000) / (performance.now() - startedAt);
}

async function inParallel<T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await run(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

async function readBody(request: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function listen(take: RequestListener): Promise<Server> {
  const server = createServer(take);
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (!address || typeof address === 'string') throw new Error('the server listens nowhere');
  return address.port;
}
