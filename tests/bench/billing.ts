import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { closeDb, getDb, getPool } from '@/db/client';
import { billLedgerChecks, draftBills } from '@/lib/billing';
import type { Day } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { verifyLedger } from '@/lib/ledger';
import { currentPricing } from '@/lib/pricing';
import { compareBilling } from '@/lib/pricing/input';
import { withBenchDatabase } from './bench-database';
import { chargedReports, eveningOf, fillTabs, FIRST_DAY, insertBare, makeBare, nextDay, PLEDGES_EACH, rowsWritten, settleAll } from './billing-world';
import { compared, type Bench, type Figure, type Pair } from './figure';
import { perSecond } from './ledger-tips';

const FANS = Number(process.env.BENCH_FANS ?? 20_000);
const PLEDGES = FANS * PLEDGES_EACH;
/** Months that are billed one after the other; the first warms up. */
const MONTHS = 4;
const AT_ONCE = 32;
const SINGLE_ROWS = 5_000;
/** The draft commits once for so many tabs (lib/billing). */
const TABS_A_COMMIT = 1_000;

export const bench: Bench = {
  name: 'billing',
  async *run() {
    useEnvironment();
    yield* await withBenchDatabase(months);
    yield await memory();
    yield await withBenchDatabase(cents);
  },
};

/** The code reads an environment; nothing here speaks to the processor. */
function useEnvironment(): void {
  Object.assign(process.env, {
    APP_URL: 'http://localhost:3999', AUTH_SECRET: 'bench-only-0123456789abcdef0123456789abcdef', STRIPE_SECRET_KEY: 'sk_test_sandbox',
    STRIPE_API_BASE: 'http://127.0.0.1:9', STRIPE_WEBHOOK_SECRET: 'whsec_bench_0123456789abcdef0123456789abcdef', TUPPENCE_SANDBOX: 'on', TUPPENCE_LOG: 'silent',
  });
}

/** Month after month: all bills drafted beside as many bare rows, all bills settled beside single rows. */
async function months(): Promise<Figure[]> {
  await makeBare();
  await fillTabs(FANS);
  const drafts: Pair[] = [];
  const settles: Pair[] = [];
  let day: Day = FIRST_DAY;
  for (let month = 0; month < MONTHS; month += 1, day = nextDay(day)) {
    const drafted = await draft(eveningOf(day));
    const settled = await settle(eveningOf(day));
    if (month > 0) drafts.push(drafted);
    if (month > 0) settles.push(settled);
    await getDb().execute(sql`vacuum analyze`);
  }
  const violations = await verifyLedger(getDb(), billLedgerChecks);
  if (violations.length > 0) throw new Error(`The books are broken: ${JSON.stringify(violations.slice(0, 3))}`);
  return [compared('billing.draft', 'pledges/s', drafts), compared('billing.settle', 'lines/s', settles)];
}

async function draft(now: Date): Promise<Pair> {
  const before = await rowsWritten();
  const value = await rate(PLEDGES, async () => {
    const { lines } = await draftBills(now);
    if (lines !== PLEDGES) throw new Error(`${lines} lines were drafted`);
  });
  const rows = (await rowsWritten()) - before;
  return { value, baseline: await rate(PLEDGES, () => insertBare(rows, Math.ceil(FANS / TABS_A_COMMIT))) };
}

async function settle(now: Date): Promise<Pair> {
  const reports = await chargedReports(now);
  const value = await rate(PLEDGES, () => settleAll(reports, now));
  const baseline = await perSecond(SINGLE_ROWS, AT_ONCE, () => getPool().query('insert into bare (id, amount_minor) values ($1, $2)', [newId(), 100]));
  return { value, baseline };
}

async function rate(count: number, work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return count / ((performance.now() - from) / 1_000);
}

/** The peak of memory of an evening, in a process of its own, beside that of a fifth of it. */
async function memory(): Promise<Figure> {
  const baseline = await withBenchDatabase(() => peak(FANS / 5));
  const value = await withBenchDatabase(() => peak(FANS));
  return compared('billing.memory', 'MB', [{ value, baseline }]);
}

async function peak(fans: number): Promise<number> {
  await fillTabs(fans);
  await closeDb();
  const { stdout, status } = spawnSync(process.execPath, [...process.execArgv, path.join(import.meta.dirname, 'billing-run.ts')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error('the evening did not come to its end');
  return Number(stdout.trim()) / 1_024;
}

/** What of a dollar reaches creators when ten of them are on one bill, beside each charged apart. */
async function cents(): Promise<Figure> {
  await fillTabs(1, 10);
  const now = eveningOf(FIRST_DAY);
  await draftBills(now);
  await settleAll(await chargedReports(now), now);
  const { rows } = await getDb().execute<{ cents: number }>(sql`select (sum(held_minor) / count(*))::float8 as cents from tab_line where status = 'collected'`);
  const { apart } = compareBilling(100, 10, await currentPricing(getDb(), 'USD', now));
  return compared('billing.cents', 'cents', [{ value: rows[0]?.cents ?? 0, baseline: apart.eachReceivesMinor }]);
}
