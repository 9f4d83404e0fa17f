import type pg from 'pg';
import { getPool } from '@/db/client';

export type Crowd = { people: number; tips: number; creatorId: string; otherCreatorId: string; now: Date };

/** Tables whose indexes are built once the rows are there, which is many times faster than along the way. */
const TABLES = ['person', 'payment', 'tip', 'supporter'];

/**
 * Fills a database of benches and tests with people and tips by the million, in seconds: rows as the
 * app would have left them, every tenth tip for the other creator, spread over the year before
 * `now`; the last week's are held. The ledger knows nothing of them, so only lists are measured on
 * it, never books. Needs a superuser, because checks between tables are left out on the way.
 */
export async function seedCrowd(crowd: Crowd): Promise<void> {
  const client = await getPool().connect();
  try {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off;
      set maintenance_work_mem = '256MB'; set statement_timeout = 0`);
    const indexes = await dropIndexes(client);
    for (const statement of statementsFor(crowd)) await client.query(statement);
    for (const definition of indexes) await client.query(definition);
    await client.query('reset all');
    // The index-only lists want the visibility map, which autovacuum keeps in a database that lives.
    await client.query(`vacuum (analyze, parallel 0) ${TABLES.join(', ')}`);
  } finally {
    client.release();
  }
}

async function dropIndexes(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select c.relname as name, pg_get_indexdef(c.oid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
    where t.relname in (${TABLES.map((table) => `'${table}'`).join(', ')}) and t.relnamespace = 'public'::regnamespace
      and not exists (select from pg_constraint k where k.conindid = c.oid)`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

/** Ids count up behind a prefix for each table, so that a tip's number finds its payment and its people. */
function statementsFor({ people, tips, creatorId, otherCreatorId, now }: Crowd): string[] {
  const id = (prefix: string, number: string) => `('01900000-0000-7000-${prefix}-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
  const at = `date_trunc('milliseconds', '${now.toISOString()}'::timestamptz - (${tips} - i) * (interval '365 days' / ${tips}))`;
  const numbers = `generate_series(1, ${tips}) as i`;
  const amount = `(100 + (i % 17) * 50)`;
  const isHeld = `i > ${tips} - ${tips} / 52`;
  const supporters = people * 6;
  const to = `case when i % 10 = 0 then '${otherCreatorId}'::uuid else '${creatorId}'::uuid end`;
  return [
    `insert into person (id, email, display_name, created_at)
     select ${id('a000', 'i')}, 'crowd-' || i || '@fans.example', 'Fan ' || i, '${now.toISOString()}'::timestamptz - i * interval '1 hour'
     from generate_series(1, ${people}) as i`,
    `insert into payment (id, purpose, status, amount_minor, currency, description, return_path, cancel_path, charge_id,
       payer_email, balance_transaction_id, processor_fee_minor, fee_state, created_at, settled_at, person_id, available_on)
     select ${id('8000', 'i')}, 'tip', 'succeeded', ${amount}, 'USD', 'Tip', '/', '/', 'ch_crowd_' || lpad(i::text, 9, '0'),
       'crowd-' || (i % ${supporters}) || '@fans.example', 'txn_crowd_' || lpad(i::text, 9, '0'), 33 + (i % 7), 'known', ${at}, ${at},
       case when i % 3 = 0 then ${id('a000', `1 + i % ${people}`)} end, ${at} + interval '2 days'
     from ${numbers}`,
    `insert into supporter (id, creator_id, guest_key, tips_received, received_minor, currency, last_tip_at)
     select ${id('b000', 'i')}, '${creatorId}', rpad('crowd' || i, 43, '_'), 1 + i % 20, 300 * (1 + i % 20), 'USD',
       '${now.toISOString()}'::timestamptz - i * interval '1 minute'
     from generate_series(1, ${supporters}) as i`,
    `insert into tip (id, key, creator_id, payment_id, status, amount_minor, gross_minor, processor_fee_estimate_minor, covers_fees,
       held_minor, available_minor, refunded_minor, currency, message, display_name, visibility, created_at, received_at, held_until,
       releases, supporter_id)
     select ${id('9000', 'i')}, ${id('9000', 'i')}, ${to}, ${id('8000', 'i')}, case when i % 97 = 0 then 'refunded' else 'received' end,
       ${amount}, ${amount}, 33, false,
       case when ${isHeld} and i % 97 <> 0 then ${amount} - 40 else 0 end, case when ${isHeld} or i % 97 = 0 then 0 else ${amount} - 40 end,
       case when i % 97 = 0 then ${amount} else 0 end, 'USD',
       (array['Thank you for the maps', 'More of this please', 'Coffee', 'For the oven', 'Keep going'])[1 + i % 5]
         || case when i % 9973 = 0 then ' kingfisher' else '' end,
       'Fan ' || (i % ${supporters}), (array['public', 'public', 'creator_only', 'anonymous'])[1 + i % 4], ${at}, ${at},
       ${at} + interval '7 days', case when ${isHeld} then 0 else 1 end,
       case when i % 10 <> 0 then ${id('b000', `1 + i % ${supporters}`)} end
     from ${numbers}`,
  ];
}
