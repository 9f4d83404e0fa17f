import { getPool } from '@/db/client';
import type { Currency } from '@/lib/money';

/** Fans with a tab, each with a pledge to one and the same creator, two others, and bills of three months. */
const FANS = process.env.TUPPENCE_LONG === '1' ? 20_000 : 12_000;
/** Minutes between two pledges or bills, so that however many there are they go back as far. */
const [PLEDGE_MINUTES, BILL_MINUTES] = [60_000 / FANS, 40_000 / FANS];
/** One of them has as many as a person comes to in twenty-five years, and a long tab. */
const BILLS_OF_ONE = 300;
const OPEN_OF_ONE = 100;
const FAILING = FANS / 50;
const CREATORS = 10_000;

export type TabCrowd = { creatorId: string; fanId: string; personId: string; failingFanId: string; failingPersonId: string; billId: string; currency: Currency; now: Date };

const id = (kind: number, n: string) => `('0190000${kind}-0000-7000-8000-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;
const [PERSON, FAN, OWNER, CREATOR, TIER, PLEDGE, BILL, PAYMENT] = [0, 1, 2, 3, 4, 5, 6, 7];
const NOW = `timestamptz '2026-11-20T12:00:00Z'`;
/** The creator of the nth pledge: the first of all for as many as there are fans. */
const TO = `case when n <= ${FANS} then 0 else 1 + (n * 7) % ${CREATORS - 1} end`;

/** Rows as the app writes them, but all at once: tabs after a busy year, without their postings. */
export async function makeTabCrowd(): Promise<TabCrowd> {
  const client = await getPool().connect();
  try {
    await client.query('set session_replication_role = replica');
    for (const statement of STATEMENTS) await client.query(statement);
    await client.query('set session_replication_role = origin');
    // Every row is looked at, not a sample: a plan must not depend on which rows were drawn.
    await client.query('set default_statistics_target = 3000');
    for (const table of ['person', 'creator', 'tier', 'fan', 'tab', 'pledge', 'entitlement', 'bill', 'tab_line', 'tip']) await client.query(`vacuum analyze ${table}`);
    await client.query('reset default_statistics_target');
    const { rows } = await client.query<Omit<TabCrowd, 'currency' | 'now'>>(`
      select ${id(CREATOR, '0')} as "creatorId", ${id(FAN, `${FANS}`)} as "fanId", ${id(PERSON, `${FANS}`)} as "personId",
        ${id(FAN, '7')} as "failingFanId", ${id(PERSON, '7')} as "failingPersonId", ${id(BILL, '4711')} as "billId"`);
    const [found] = rows;
    if (!found) throw new Error('nobody has a tab');
    return { ...found, currency: 'USD', now: new Date('2026-11-20T12:00:00Z') };
  } finally {
    client.release();
  }
}

const bill = (n: string, fan: string, status: string, cause: string, on: string, at: string) => `
  insert into bill (id, fan_id, currency, cause, billing_on, status, amount_minor, line_count, rotation, failure_kind, failing_since, write_off_at, next_attempt_at, payment_id, created_at, paid_at)
  select ${id(BILL, n)}, ${id(FAN, fan)}, 'USD', '${cause}', ${on}, '${status}', 300, 3, 0,
    case when '${status}' = 'failing' then 'soft' end, case when '${status}' = 'failing' then ${at} end, case when '${status}' = 'failing' then ${at} + interval '21 days' end,
    case when '${status}' <> 'paid' then ${at} end, case when '${status}' = 'paid' then ${id(PAYMENT, n)} end, ${at}, case when '${status}' = 'paid' then ${at} end`;

const STATEMENTS = [
  `insert into person (id, email, display_name, created_at) select ${id(PERSON, 'n')}, 'tab-' || n || '@fans.example', 'Fan ' || n, ${NOW} - n * interval '1 minute' from generate_series(1, ${FANS}) n`,
  `insert into fan (id, person_id, status, time_zone, billing_day, ledger_owner, created_at, proven_at)
   select ${id(FAN, 'n')}, ${id(PERSON, 'n')}, 'proven', 'UTC', 1 + n % 28, ${id(OWNER, 'n')}, ${NOW}, ${NOW} from generate_series(1, ${FANS}) n`,
  `insert into tab (fan_id, currency, limit_minor, owed_minor, next_bill_on, next_bill_at, created_at)
   select ${id(FAN, 'n')}, 'USD', 1000, 100, date '2026-12-01' + n % 28, timestamptz '2026-12-01T20:00:00Z' + (n % 28) * interval '1 day', ${NOW} from generate_series(1, ${FANS}) n`,
  `insert into creator (id, handle, name, tagline, bio, kind, country, currency, status, accent, art, presets_minor, minimum_minor, thank_you, ledger_owner, created_at)
   select ${id(CREATOR, 'n')}, 'tabbed-' || n, 'Page ' || n, '', '', 'music', 'US', 'USD', 'active', '#a8521f', 'river-notes', '{100}', 100, '', gen_random_uuid(), ${NOW}
   from generate_series(0, ${CREATORS - 1}) n`,
  `insert into tier (id, creator_id, name, price_minor, currency, position, created_at)
   select ${id(TIER, 'n')}, ${id(CREATOR, 'n')}, 'Pennies', 100, 'USD', 1, ${NOW} from generate_series(0, ${CREATORS - 1}) n`,
  `insert into pledge (id, key, fan_id, creator_id, tier_id, currency, amount_minor, status, paid_until, created_at, started_at, paused_at, ended_at, ended_reason)
   select ${id(PLEDGE, 'n')}, gen_random_uuid(), ${id(FAN, `1 + n % ${FANS}`)}, ${id(CREATOR, TO)}, ${id(TIER, TO)}, 'USD', 100, state, date '2026-12-15',
     ${NOW} - n * interval '${PLEDGE_MINUTES} minutes', case when n % 40 <> 17 then ${NOW} - n * interval '${PLEDGE_MINUTES} minutes' end,
     case when state = 'paused' then ${NOW} end, case when state = 'ended' then ${NOW} end, case when state = 'ended' then case when n % 40 = 17 then 'card_not_saved' else 'cancelled' end end
   from (select n, case when n % 20 < 14 then 'active' when n % 20 < 16 then 'paused' when n % 20 < 17 then 'leaving' else 'ended' end as state
     from generate_series(1, ${3 * FANS}) n) as s`,
  `insert into entitlement (id, fan_id, creator_id, tier_id, reason, pledge_id, starts_on, grace_bill_id)
   select gen_random_uuid(), fan_id, creator_id, tier_id, 'pledge', id, date '2026-10-01', case when n between 1 and ${FAILING} then ${id(BILL, `500000 + n`)} end
   from (select p.*, (('x' || right(fan_id::text, 12))::bit(48)::bigint) as n from pledge p where status <> 'ended') as live`,
  `${bill('n', `1 + n % ${FANS}`, 'paid', 'billing_day', `date '2026-08-01' + (n / ${FANS}) * 31 + (n % 28)::int`, `${NOW} - n * interval '${BILL_MINUTES} minutes'`)} from generate_series(1, ${3 * FANS}) n`,
  `${bill('400000 + n', `${FANS}`, 'paid', 'pay_now', 'null', `${NOW} - n * interval '6 hours'`)} from generate_series(1, ${BILLS_OF_ONE}) n`,
  `${bill('500000 + n', 'n', 'failing', 'limit', 'null', `${NOW} - n * interval '1 minute'`)} from generate_series(1, ${FAILING}) n`,
  // What a bill collected or could not: one line of the creator of all, two of others.
  `insert into tab_line (id, key, fan_id, currency, creator_id, kind, amount_minor, dated, status, bill_id, created_at, collected_at)
   select gen_random_uuid(), gen_random_uuid(), b.fan_id, 'USD', ${id(CREATOR, `case when k = 0 then 0 else 1 + (row_number() over ()) % ${CREATORS - 1} end`)}, 'tip', 100, b.created_at::date,
     case when b.status = 'paid' then 'collected' else 'billed' end, b.id, b.created_at - interval '3 days', b.paid_at
   from bill b cross join generate_series(0, 2) k`,
  `insert into tab_line (id, key, fan_id, currency, creator_id, kind, amount_minor, dated, status, created_at)
   select gen_random_uuid(), gen_random_uuid(), ${id(FAN, `least(n, ${FANS})`)}, 'USD', ${id(CREATOR, `n % ${CREATORS}`)}, 'tip', 100, date '2026-11-19', 'open', ${NOW} - n * interval '1 second'
   from generate_series(1, ${FANS + OPEN_OF_ONE}) n`,
  `insert into tip (id, key, creator_id, line_id, status, amount_minor, gross_minor, processor_fee_estimate_minor, covers_fees, currency, visibility, created_at, received_at)
   select l.id, l.id, l.creator_id, l.id, case when l.status = 'collected' then 'received' else 'pending' end, 100, 100, 3, false, 'USD', 'public', l.created_at, l.collected_at
   from tab_line l where l.creator_id = ${id(CREATOR, '0')} limit 20000`,
];
