import { sql } from 'drizzle-orm';
import { getDb, getPool, inTransaction } from '@/db/client';
import { momentAt, nextMonthDay, type Day } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { currentPricing } from '@/lib/pricing';
import { processorFee } from '@/lib/pricing/input';
import type { ChargeReport } from '@/lib/stripe';
import { settleReports } from '@/lib/webhooks';

export const PLEDGES_EACH = 5;
export const FIRST_DAY: Day = '2026-12-15';
const CREATORS = 1_000;
const CHUNK = 5_000;
/** As many as the inbox takes at once (lib/webhooks). */
const SETTLED_AT_ONCE = 100;
/** Two workers, as two processes would be: one computes while the other commits. */
const WORKERS = 2;

/** Eight in the evening of a day, and a little later. */
export function eveningOf(day: Day): Date {
  return new Date(momentAt(day, 20, 'UTC').getTime() + 60_000);
}

export function nextDay(day: Day): Day {
  return nextMonthDay(day, 15);
}

/** Fans with a card and pledges of a dollar each, all due on the same day. Rows as the commands write them. */
export async function fillTabs(fans: number, each = PLEDGES_EACH): Promise<void> {
  const creators = Array.from({ length: CREATORS }, () => ({ id: newId(), tier: newId() }));
  await insert(`insert into creator (id, handle, name, tagline, bio, kind, country, currency, status, accent, art, presets_minor, minimum_minor, thank_you, ledger_owner, created_at)
    select v.id, 'bench-' || right(v.id::text, 12), 'A creator', '', '', 'writing', 'US', 'USD', 'active', '#a8521f', 'river-notes', '{100,300,500}', 100, '', v.owner, now()
    from unnest($1::uuid[], $2::uuid[]) as v (id, owner)`, [creators.map(({ id }) => id), creators.map(newId)]);
  await insert(`insert into tier (id, creator_id, name, price_minor, currency, position, created_at)
    select v.id, v.creator, 'Pennies', 100, 'USD', 0, now() from unnest($1::uuid[], $2::uuid[]) as v (id, creator)`, [creators.map(({ tier }) => tier), creators.map(({ id }) => id)]);
  for (let from = 0; from < fans; from += CHUNK) await fillChunk(creators, from, Math.min(CHUNK, fans - from), each);
  await getDb().execute(sql`vacuum analyze`);
}

async function fillChunk(creators: { id: string; tier: string }[], from: number, count: number, each: number): Promise<void> {
  const fans = Array.from({ length: count }, newId);
  const people = fans.map(newId);
  await insert(`insert into person (id, email) select v.id, 'bench-' || v.id || '@fans.example' from unnest($1::uuid[]) as v (id)`, [people]);
  await insert(`insert into fan (id, person_id, status, time_zone, billing_day, stripe_customer_id, ledger_owner, created_at, proven_at)
    select v.id, v.person, 'proven', 'UTC', 15, 'cus_' || v.id, v.owner, now(), now() from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as v (id, person, owner)`, [fans, people, fans.map(newId)]);
  await insert(`insert into tab (fan_id, currency, limit_minor, next_bill_on, next_bill_at, created_at)
    select v.id, 'USD', 1000, $2::date, $3::timestamptz, now() from unnest($1::uuid[]) as v (id)`, [fans, FIRST_DAY, momentAt(FIRST_DAY, 20, 'UTC').toISOString()]);
  const pledges = fans.flatMap((fan, at) => Array.from({ length: each }, (_, place) => {
    const of = creators[(from + at + place * 131) % creators.length];
    return { id: newId(), fan, creator: of?.id, tier: of?.tier };
  }));
  await insert(`insert into pledge (id, key, fan_id, creator_id, tier_id, currency, amount_minor, status, paid_until, created_at, started_at)
    select v.id, gen_random_uuid(), v.fan, v.creator, v.tier, 'USD', 100, 'active', $5::date, now(), now()
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as v (id, fan, creator, tier)`,
  [pledges.map(({ id }) => id), pledges.map(({ fan }) => fan), pledges.map(({ creator }) => creator), pledges.map(({ tier }) => tier), FIRST_DAY]);
}

async function insert(statement: string, values: unknown[]): Promise<void> {
  await getPool().query(statement, values);
}

/** The answers of the processor to (at most so many of) the bills that are due, as if each had been charged: their rows, paid and with a fee. */
export async function chargedReports(now: Date, most = 1_000_000): Promise<ChargeReport[]> {
  const { processor } = await currentPricing(getDb(), 'USD', now);
  const { rows } = await getDb().execute<{ id: string; bill: string; minor: string }>(sql`
    insert into payment (id, purpose, bill_id, attempt, way, status, amount_minor, currency, description, return_path, cancel_path,
      stripe_customer_id, payment_method_id, created_at)
    select gen_random_uuid(), 'bill', b.id, 1, 'off_session', 'created', b.amount_minor, b.currency, 'A bill', '/', '/', 'cus_bench', 'pm_bench', ${now.toISOString()}::timestamptz
    from (select * from bill where status = 'due' limit ${most}) as b returning id, bill_id as bill, amount_minor::text as minor`);
  return rows.map(({ id, minor }): ChargeReport => ({
    sessionId: null, paymentId: id, status: 'succeeded', amountMinor: Number(minor), currency: 'USD',
    paymentIntentId: `pi_${id}`, chargeId: `ch_${id}`, chargedAt: now, method: 'card', paymentMethodId: 'pm_bench', payerEmail: null,
    cardFingerprint: null, cardLast4: null, failureCode: null, adviceCode: null, requiresAuthentication: false, refunds: [], isDisputed: false, disputes: [], savedCard: null,
    fee: { balanceTransactionId: `txn_${id}`, feeMinor: processorFee(Number(minor), processor), currency: 'USD', availableOn: now },
  }));
}

/** Settles reports as the worker does. */
export async function settleAll(reports: ChargeReport[], now: Date): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: WORKERS }, async () => {
    while (next < reports.length) {
      const batch = reports.slice(next, (next += SETTLED_AT_ONCE));
      await settleReports(batch, now);
    }
  }));
}

/** A table with nothing but a key, an amount and a moment: the least that a row can be. */
export async function makeBare(): Promise<void> {
  await getDb().execute(sql`create table bare (id uuid primary key, amount_minor bigint not null, created_at timestamptz not null default now())`);
}

/** Inserts rows set-based, in as many transactions. */
export async function insertBare(rows: number, transactions: number): Promise<void> {
  for (let at = 0; at < transactions; at += 1) {
    const count = Math.floor((rows * (at + 1)) / transactions) - Math.floor((rows * at) / transactions);
    const ids = Array.from({ length: count }, newId);
    await inTransaction((tx) => tx.execute(sql`insert into bare (id, amount_minor) select v.id, 100 from unnest(${sql.param(ids)}::uuid[]) as v (id)`));
  }
}

/** How many rows PostgreSQL has written in this database so far, new ones and new versions of old ones. */
export async function rowsWritten(): Promise<number> {
  await reportStatistics();
  const { rows } = await getDb().execute<{ written: string }>(sql`
    select sum(n_tup_ins + n_tup_upd)::text as written from pg_stat_user_tables where relname <> 'bare'`);
  return Number(rows[0]?.written);
}

/** Has every connection of the pool tell what it wrote: each keeps its count to itself for a second or more. */
async function reportStatistics(): Promise<void> {
  const clients = await Promise.all(Array.from({ length: getPool().totalCount }, () => getPool().connect()));
  for (const client of clients) {
    await client.query('select pg_stat_force_next_flush()');
    client.release();
  }
}
