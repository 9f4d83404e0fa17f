import { expect, test } from 'vitest';
import { getPool } from '@/db/client';
import { inventory } from '@/lib/privacy';
import { useTestDatabase } from '../../support/database';

useTestDatabase();

/** Tables that hold a person's words, address or number without pointing at a person or a page. */
const BY_ADDRESS = ['sign_in_link', 'mail_message', 'webhook_event', 'refund'];
/** Tables that point at a page but say only what the books of that page need. */
const BOOKS = ['creator_tip_total', 'creator_goal_total', 'reconcile_gap'];

test('every table that points at a person, at a fan, or at somebody’s page, stands in the inventory', async () => {
  const { rows } = await getPool().query<{ name: string; target: string }>(`
    select distinct c.conrelid::regclass::text as name, c.confrelid::regclass::text as target
    from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace
      and c.confrelid in ('person'::regclass, 'creator'::regclass, 'fan'::regclass)`);
  expect(rows.length).toBeGreaterThan(10);
  const known = new Set([...Object.keys(inventory), ...BOOKS, 'tip_draft']);
  expect(rows.map((row) => row.name).filter((name) => !known.has(name))).toEqual([]);
});

test('every column that is called like something personal belongs to a table of the inventory', async () => {
  const { rows } = await getPool().query<{ name: string; column: string }>(`
    select table_name as name, column_name as column from information_schema.columns c
    where table_schema = 'public' and column_name ~ '(email|address|recipient|display_name|message|network|device|payload|^name$)'
      and exists (select 1 from information_schema.tables t where t.table_name = c.table_name and t.table_schema = 'public' and t.table_type = 'BASE TABLE')`);
  // Names of jobs, of settings and of the ledger's own kinds are no people's names.
  const ours = /^(job_|ledger_|operator_setting|tip_draft|migration|reconcile_)/;
  expect(rows.filter(({ name }) => !(name in inventory) && !ours.test(name)).map(({ name, column }) => `${name}.${column}`)).toEqual([]);
});

test('the inventory names tables that there are, and says of each what becomes of it', async () => {
  const { rows } = await getPool().query<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public'");
  const there = new Set(rows.map((row) => row.name));
  for (const [table, holding] of Object.entries(inventory)) {
    expect(there, table).toContain(table);
    expect(holding.why.length, table).toBeGreaterThan(8);
  }
  expect(BY_ADDRESS.filter((table) => !(table in inventory))).toEqual([]);
});
