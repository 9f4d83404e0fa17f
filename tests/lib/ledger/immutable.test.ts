import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { newId } from '@/lib/ids';
import { accountId, balanceOf } from '@/lib/ledger';
import { useTestDatabase } from '../../support/database';
import { earned, post, reserved, seat, tip } from './events';

const database = useTestDatabase();
const owner = newId();
let client: pg.Client;

beforeAll(async () => {
  await post(tip(owner, 300, 'ch_stays'), earned(owner, 500), reserved(owner, 100));
  client = new pg.Client({ connectionString: database.url() });
  await client.connect();
});

afterAll(async () => {
  await client.end();
});

/** Tries a statement as that role and answers the database's refusal, or null if it went through. */
async function refusal(role: 'app' | 'owner', statement: string): Promise<string | null> {
  await client.query('begin');
  try {
    if (role === 'app') await client.query('set local role tuppence_app');
    await client.query(statement);
    return null;
  } catch (error) {
    return error instanceof pg.DatabaseError ? error.code ?? 'unknown' : String(error);
  } finally {
    await client.query('rollback');
  }
}

const DENIED = '42501';
const REFUSED_BY_TRIGGER = '23001';
const CHECK = '23514';

test('nobody changes or removes what is posted: not the app, not the owner of the tables', async () => {
  for (const table of ['ledger_transfer', 'ledger_account']) {
    for (const statement of [
      `update ${table} set created_at = now()`, `update ${table} set currency = 'EUR' where false`,
      `delete from ${table}`, `delete from ${table} where false`, `truncate ${table} cascade`,
    ]) {
      expect([statement, await refusal('app', statement)]).toEqual([statement, DENIED]);
      expect([statement, await refusal('owner', statement)]).toEqual([statement, REFUSED_BY_TRIGGER]);
    }
  }
  expect(await refusal('app', `insert into ledger_transfer select * from ledger_transfer on conflict (id) do update set amount_minor = 1`)).toBe(DENIED);
  expect(await refusal('owner', `merge into ledger_transfer t using ledger_transfer s on t.id = s.id when matched then delete`)).toBe(REFUSED_BY_TRIGGER);
});

test('the app can neither touch the totals nor the chart', async () => {
  for (const statement of [
    'update ledger_balance set balance_minor = 0', 'delete from ledger_balance', 'truncate ledger_balance',
    `insert into ledger_balance values ('${newId()}', 5)`, 'update ledger_day set debit_minor = 0', 'delete from ledger_day',
    'truncate ledger_day', `insert into ledger_day select * from ledger_day`, 'insert into ledger_rule values (1, 1, 1)',
    'delete from ledger_rule', `update ledger_account_kind set floored = false`, `insert into ledger_transfer_kind values (99, 'free_money')`,
  ]) expect([statement, await refusal('app', statement)]).toEqual([statement, DENIED]);
  for (const table of ['ledger_balance', 'ledger_day', 'ledger_rule']) {
    expect(await refusal('owner', `delete from ${table}`)).toBe(REFUSED_BY_TRIGGER);
    expect(await refusal('owner', `truncate ${table}`)).toBe(REFUSED_BY_TRIGGER);
  }
});

test('the app has no DDL and cannot step around the triggers', async () => {
  for (const statement of [
    'create table mine (a int)', 'create function f() returns int language sql as $$ select 1 $$', 'drop table ledger_day',
    'drop view audit_entry', 'drop function ledger_post', 'alter table ledger_transfer disable trigger all',
    'alter table ledger_transfer disable trigger ledger_transfer_is_immutable', 'drop trigger ledger_transfer_posted on ledger_transfer',
    'alter table ledger_transfer drop constraint ledger_transfer_amount', 'create trigger t before insert on ledger_transfer execute function ledger_is_immutable()',
    'create index i on ledger_transfer (kind)', `set session_replication_role = 'replica'`, 'alter role tuppence_app superuser',
    `create or replace function ledger_is_immutable() returns trigger language plpgsql as $$ begin return null; end $$`,
    `select pg_read_file('postgresql.conf')`, 'create schema mine',
  ]) expect([statement, await refusal('app', statement)]).toEqual([statement, DENIED]);
  const { rows } = await client.query(`select string_agg(privilege_type, ' ' order by privilege_type) as may
    from information_schema.role_table_grants where grantee = 'tuppence_app' and table_name = 'ledger_transfer'`);
  expect(rows).toEqual([{ may: 'INSERT SELECT' }]);
});

test('a transfer inserted past our writer is held to the same rules and counted in the same totals', async () => {
  const { clearing, held, available, reserved: asked } = seat(owner);
  const insert = (debit: string, credit: string, values: Partial<Record<'amount' | 'kind' | 'currency' | 'ref' | 'reverses', string>> = {}) =>
    `insert into ledger_transfer (id, transaction_id, debit_account, credit_account, amount_minor, happened_at, kind, currency, external_ref, reverses)
     values ('${newId()}', '${newId()}', '${debit}', '${credit}', ${values.amount ?? '5'}, now(), ${values.kind ?? '1'}, ${values.currency ?? `'USD'`}, ${values.ref ?? 'null'}, ${values.reverses ?? 'null'})`;
  const [from, to] = [accountId(clearing), accountId(held)];
  const { rows: [posted] } = await client.query<{ id: string }>(`select id from ledger_transfer where external_ref = 'ch_stays'`);
  expect(await refusal('app', insert(from, to))).toBeNull();
  expect(await refusal('app', insert(from, to, { amount: '0' }))).toBe(CHECK);
  expect(await refusal('app', insert(from, to, { amount: '-5' }))).toBe(CHECK);
  expect(await refusal('app', insert(from, to, { amount: '9007199254740992' }))).toBe(CHECK);
  expect(await refusal('app', insert(from, from))).toBe(CHECK);
  expect(await refusal('app', insert(from, to, { currency: `'EUR'` }))).toBe(CHECK);
  expect(await refusal('app', insert(from, accountId(seat(newId()).held)))).toBe('23503');
  expect(await refusal('app', insert(from, accountId(seat(owner, 'EUR').held)))).toBe(CHECK);
  expect(await refusal('app', insert(from, to, { kind: '14' }))).toBe(CHECK);
  expect(await refusal('app', insert(to, from))).toBe(CHECK);
  expect(await refusal('app', insert(from, to, { ref: `'someone@example.com'` }))).toBe(CHECK);
  expect(await refusal('app', insert(from, to, { ref: `'ch_stays'` }))).toBe('23505');
  expect(await refusal('app', insert(to, from, { reverses: `'${newId()}'` }))).toBe('23503');
  expect(await refusal('app', insert(to, from, { reverses: `'${posted?.id}'`, amount: '299' }))).toBe(CHECK);
  expect(await refusal('app', insert(to, from, { reverses: `'${posted?.id}'`, amount: '300' }))).toBeNull();
  const [purse, waiting] = [accountId(available), accountId(asked)];
  expect(await refusal('app', insert(purse, waiting, { kind: '12', amount: '401' }))).toBe(CHECK);
  expect(await refusal('app', insert(purse, waiting, { kind: '12', amount: '400' }))).toBeNull();
  await client.query(insert(from, to, { amount: '7' }));
  expect(await balanceOf(getDb(), held)).toBe(307);
  expect(await balanceOf(getDb(), available)).toBe(400);
});

test('an account cannot be opened under another id, without its owner or with one it must not have', async () => {
  const open = (id: string, kind: number, whose: string | null, currency = 'USD') =>
    `insert into ledger_account (id, kind, owner, currency) values ('${id}', ${kind}, ${whose ? `'${whose}'` : 'null'}, '${currency}')`;
  expect(await refusal('app', open(newId(), 5, owner))).toBe(CHECK);
  expect(await refusal('app', open(accountId({ kind: 'creator_held', owner: null, currency: 'USD' }), 5, null))).toBe(CHECK);
  expect(await refusal('app', open(accountId({ kind: 'write_offs', owner, currency: 'USD' }), 12, owner))).toBe(CHECK);
  expect(await refusal('app', open(accountId(seat(owner).held), 5, owner))).toBe('23505');
  expect(await refusal('app', open(newId(), 5, owner, 'usd'))).toBe(CHECK);
});

test('the app role waits for nobody for long', async () => {
  const { rows } = await client.query<{ setconfig: string[] }>(`select setconfig from pg_db_role_setting s
    join pg_roles r on r.oid = s.setrole where r.rolname = 'tuppence_app' and setdatabase <> 0
    and setdatabase in (select oid from pg_database where datname like 'tuppence\\_template%') limit 1`);
  expect(rows[0]?.setconfig.toSorted()).toEqual(['idle_in_transaction_session_timeout=10s', 'lock_timeout=2s', 'statement_timeout=5s']);
});
