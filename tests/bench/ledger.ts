import { drizzle } from 'drizzle-orm/node-postgres';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { closeDb, getDb, getPool, type Db } from '@/db/client';
import * as schema from '@/db/schema';
import { newId } from '@/lib/ids';
import { balancesOf, monthView, verifyLedger } from '@/lib/ledger';
import { withBenchDatabase } from './bench-database';
import { alone, compare, median, type Bench, type Figure } from './figure';
import { Inbox, perSecond, postTips, type Tip } from './ledger-tips';

const AT_ONCE = 32;
const TIPS = 3_000;
const CREATORS = 1_000;
/** Two workers, as two processes or two event loops' worth: one computes while the other commits. */
const WORKERS = 2;

const MONTH = '2026-10';
const DAYS = 31;
/** Creators who have a tip on every day of the month, in the small ledger as in the large one. */
const MEASURED = 10;
const EVERY = 16;

export const bench: Bench = {
  name: 'ledger',
  async *run() {
    yield* await withBenchDatabase(async () => {
      const figures = [await posting(), await hotCreator()];
      await expectClean(getDb());
      return figures;
    });
    yield* await growth();
  },
};

/** Tips posted per second, 32 givers at once, beside the least that a database can commit. */
async function posting(): Promise<Figure> {
  await getDb().execute(sql`create table bare (
    id uuid primary key, amount_minor bigint not null, created_at timestamptz not null default now())`);
  const owners = Array.from({ length: CREATORS }, newId);
  return compare('ledger.post', 'tips/s', () => postAtOnce(owners), () =>
    perSecond(TIPS, AT_ONCE, () =>
      getPool().query('insert into bare (id, amount_minor) values ($1, $2)', [newId(), 300])));
}

/** The same when all of them give to one creator, beside giving to a thousand. */
async function hotCreator(): Promise<Figure> {
  const owners = Array.from({ length: CREATORS }, newId);
  return compare('ledger.hot', 'tips/s', () => postAtOnce(owners.slice(0, 1)), () => postAtOnce(owners));
}

function postAtOnce(owners: readonly string[]): Promise<number> {
  const inbox = new Inbox(WORKERS);
  const happenedAt = new Date();
  return perSecond(TIPS, AT_ONCE, (index) =>
    inbox.post({ owner: owners[index % owners.length] ?? '', happenedAt }));
}

/** Reading a balance and a month in a large ledger beside a small one; and what a tip weighs. */
async function growth(): Promise<Figure[]> {
  return withBenchDatabase(async () => {
    const small = await filled({ tips: 5_000, creators: 500 });
    return withBenchDatabase(async () => {
      const tips = 500_000;
      const large = await filled({ tips, creators: 5_000 });
      try {
        const speed = await compare('ledger.growth', 'ms', () => readingTime(large), () => readingTime(small));
        await expectClean(large.db);
        return [speed, alone('ledger.bytes', (await bytesOf(large.db)) / tips, 'bytes/tip')];
      } finally {
        await Promise.all([small.close(), large.close()]);
      }
    });
  });
}

type Filled = { db: Db; owners: string[]; close: () => Promise<void> };

/** Fills the current database through the real door, and keeps a connection to it. */
async function filled({ tips, creators }: { tips: number; creators: number }): Promise<Filled> {
  const owners = Array.from({ length: MEASURED }, newId);
  const others = Array.from({ length: creators }, newId);
  let next = 0;
  await Promise.all(Array.from({ length: WORKERS }, async () => {
    while (next < tips) {
      const from = next;
      next = Math.min(next + 500, tips);
      await postTips(Array.from({ length: next - from }, (_, index) => aTip(from + index, owners, others)));
    }
  }));
  await getDb().execute(sql`vacuum analyze`);
  await closeDb();
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
  return { db: drizzle({ client: pool, schema }), owners, close: () => pool.end() };
}

/** Every sixteenth tip goes to a measured creator, day after day; the others fall anywhere. */
function aTip(index: number, owners: readonly string[], others: readonly string[]): Tip {
  const turn = Math.floor(index / EVERY);
  const isMeasured = index % EVERY === 0;
  const day = isMeasured ? Math.floor(turn / MEASURED) % DAYS : Math.floor(Math.random() * DAYS);
  const owner = isMeasured ? owners[turn % MEASURED] : others[Math.floor(Math.random() * others.length)];
  return { owner: owner ?? '', happenedAt: new Date(Date.UTC(2026, 9, day + 1, 12)) };
}

/** Milliseconds for a creator's balance and month, and for the operator's own. */
async function readingTime({ db, owners }: Filled): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 100; turn += 1) {
    const owner = owners[turn % owners.length] ?? '';
    const from = performance.now();
    await balancesOf(db, [
      { kind: 'creator_held', owner, currency: 'USD' },
      { kind: 'processor_clearing', owner: null, currency: 'USD' },
    ]);
    const lines = await monthView(db, owner, MONTH);
    await monthView(db, null, MONTH);
    times.push(performance.now() - from);
    if (lines.length !== 2) throw new Error('A month of tips has two lines.');
  }
  return median(times);
}

async function bytesOf(db: Db): Promise<number> {
  const { rows } = await db.execute<{ bytes: string }>(sql`
    select sum(pg_total_relation_size(c.oid))::text as bytes from pg_class c
    where c.relname in ('ledger_transfer', 'ledger_day', 'ledger_balance', 'ledger_account')`);
  return Number(rows[0]?.bytes);
}

async function expectClean(db: Db): Promise<void> {
  const violations = await verifyLedger(db);
  if (violations.length > 0) throw new Error(`The ledger is broken: ${JSON.stringify(violations)}`);
}
