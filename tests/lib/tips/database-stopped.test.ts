import { createServer } from 'node:http';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { payHostedPage } from '@/db/seed/pay-hosted-page';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { startTip } from '@/lib/tips';
import { processEvents, receiveWebhook } from '@/lib/webhooks';
import { expectEqualRecords } from '../../support/records';
import { sdkOf } from '../../support/sandbox-controls';
import { addCreator, GOOD_CARD, wishFor } from '../../support/tips';
import { useWorld, WEBHOOK_SECRET } from '../../support/world';

const TIPS = 100;
const STOPPED_MS = process.env.TUPPENCE_LONG === '1' ? 10_000 : 1_500;

const { sandbox, database } = useWorld();

/** The server's own door for webhooks: what throws is answered 500, so Stripe sends it again. */
const door = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    receiveWebhook({ rawBody: Buffer.concat(chunks), signature: String(request.headers['stripe-signature']) })
      .then(({ status }) => response.writeHead(status).end())
      .catch(() => response.writeHead(500).end());
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const address = door.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const endpoint = await sdkOf(sandbox()).webhookEndpoints.create({ url: `http://127.0.0.1:${port}/`, enabled_events: ['*'] });
  process.env.STRIPE_WEBHOOK_SECRET = endpoint.secret ?? WEBHOOK_SECRET;
});

afterAll(() => door.close());

it(`the database stopped for ${STOPPED_MS} ms in the middle of a hundred tips loses none and doubles none`, async () => {
  const to = await addCreator();
  let finished = 0;
  const giveOne = async () => {
    const key = newId();
    const url = await untilItWorks(async () => (await startTip({ key, creatorId: to.id, wish: wishFor(300), now: new Date() })).checkoutUrl);
    await payHostedPage(url, GOOD_CARD);
    finished += 1;
  };
  let working = true;
  const worker = (async () => {
    while (working) await processEvents().catch(() => pause(50));
  })();
  const giving = inParallel(TIPS, giveOne);
  await untilItWorks(async () => {
    if (finished < TIPS / 4) throw new Error('too early to stop it');
  });
  await stopDatabase(STOPPED_MS);
  await giving;
  working = false;
  await worker;
  // An hour on, when leases and put-off events of the outage are due again whatever the machine's speed.
  await runJob('reconcile', new Date(Date.now() + 3_600_000));

  const { rows } = await getDb().execute<{ status: string; n: number }>(sql`select status, count(*)::int as n from tip group by 1`);
  expect(rows).toEqual([{ status: 'received', n: TIPS }]);
  await expectEqualRecords(sandbox());
});

/** As good as pulled out: every connection cut and no new one let in, for us and for everybody. */
async function stopDatabase(forMs: number): Promise<void> {
  const url = new URL(database.url());
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`alter database ${name} with allow_connections false`);
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  await pause(forMs);
  await client.query(`alter database ${name} with allow_connections true`);
  await client.end();
}

/** What a fan does when the page says "try again": the same form, with the same key. */
async function untilItWorks<T>(run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch {
      await pause(50);
    }
  }
}

async function inParallel(count: number, run: () => Promise<void>): Promise<void> {
  let left = count;
  const one = async () => {
    while (left-- > 0) await run();
  };
  await Promise.all(Array.from({ length: 10 }, one));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
