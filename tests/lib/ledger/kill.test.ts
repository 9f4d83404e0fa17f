import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, getDb, getPool } from '@/db/client';
import { newId } from '@/lib/ids';
import { balanceOf, verifyLedger, type TransferInput } from '@/lib/ledger';
import { openThrowawayPostgres, type ThrowawayPostgres } from '../../support/cluster';
import { earned, post, reserved, seat, tip } from './events';

const ROUNDS = process.env.TUPPENCE_LONG === '1' ? 10 : 2;
const WRITERS = 8;
const ACKNOWLEDGED_A_ROUND = 150;

const before = process.env.DATABASE_URL;
let postgres: ThrowawayPostgres;

beforeAll(async () => {
  postgres = await openThrowawayPostgres();
  await closeDb();
  process.env.DATABASE_URL = postgres.url;
}, 120_000);

afterAll(async () => {
  await closeDb();
  await postgres.stop();
  process.env.DATABASE_URL = before;
});

test(`PostgreSQL killed ${ROUNDS} times under load: everything acknowledged is there, once, and the books are whole`, async () => {
  const acknowledged = new Map<string, number>();
  const owner = newId();
  let running = true;
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let round = 0; running; round += 1) {
      // One event and, every third time, one that spends: floors must survive a crash, too.
      const events = [tip(owner, 300, `ch_${writer}_${round}`), ...(round % 3 === 0 ? [earned(owner, 50), reserved(owner, 20)] : [])];
      await acknowledge(events, () => running);
      for (const event of events) acknowledged.set(event[0]?.transactionId ?? '', event.length);
    }
  });

  for (let round = 1; round <= ROUNDS; round += 1) {
    const target = acknowledged.size + ACKNOWLEDGED_A_ROUND;
    await until(() => acknowledged.size >= target);
    if (round % 2 === 0) postgres.killBackend();
    else await postgres.killServer();
    const heard = new Map(acknowledged);
    if (round % 2 === 1) await postgres.start();
    expect([round, await missing(heard)]).toEqual([round, []]);
  }
  running = false;
  await Promise.all(writers);

  expect(await missing(acknowledged)).toEqual([]);
  expect(await verifyLedger(getDb())).toEqual([]);
  // Each writer's last event was acknowledged, so nothing stands there that nobody was told of.
  expect(await count()).toBe([...acknowledged.values()].reduce((sum, transfers) => sum + transfers, 0));
  expect(await balanceOf(getDb(), seat(owner).available)).toBeGreaterThanOrEqual(0);
  // No outage cost the pool a connection: whoever needs one later gets one.
  expect(getPool().idleCount).toBe(getPool().totalCount);
}, 60_000 + ROUNDS * 30_000);

/** Posts as every caller must: again with the same ids until there is an answer. */
async function acknowledge(events: TransferInput[][], isWanted: () => boolean): Promise<void> {
  for (;;) {
    try {
      const answers = await post(...events);
      expect(answers.every((answer) => answer === 'posted' || answer === 'already_posted'), answers.join()).toBe(true);
      return;
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      await pause(isWanted() ? 20 : 5);
    }
  }
}

async function missing(heard: Map<string, number>): Promise<string[]> {
  const found = new Map<string, number>();
  for (;;) {
    try {
      const { rows } = await getDb().execute<{ id: string; transfers: number }>(
        sql`select transaction_id as id, count(*)::int as transfers from ledger_transfer group by 1`);
      for (const { id, transfers } of rows) found.set(id, transfers);
      return [...heard].filter(([id, transfers]) => found.get(id) !== transfers).map(([id]) => id);
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      await pause(20);
    }
  }
}

async function count(): Promise<number> {
  const { rows } = await getDb().execute<{ count: number }>(sql`select count(*)::int as count from ledger_transfer`);
  return rows[0]?.count ?? 0;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(5);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Shutting down, starting up, recovering, gone: PostgreSQL's words and the socket's. */
function isConnectionLost(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^(57P0[123]|08\w{3}|53300|ECONN\w+|EPIPE)$/.test(at.code)) return true;
    if (/terminated|timeout exceeded when trying to connect|not queryable|Connection ended/.test(at.message)) return true;
  }
  return false;
}
