import type pg from 'pg';
import { quoted } from './format';

type Guard = { table: string; name: string; definition: string };

/**
 * Opens tables for rows that are true already: what triggers derive from them is in the backup too, and
 * a row may point at one that comes later. Done within the restoring transaction, by the tables' owner;
 * nobody else ever sees them open.
 *
 * @returns how to close them again, which holds every row to every foreign key
 */
export async function openTables(client: pg.ClientBase, tables: string[]): Promise<() => Promise<void>> {
  const { rows: keys } = await client.query<Guard>(`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1, 2`);
  const { rows: triggers } = await client.query<{ table: string; name: string; state: string }>(`
    select c.relname as table, t.tgname as name, t.tgenabled as state from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace and t.tgenabled <> 'D'`);
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${quoted(name)}`);
  for (const { table, name } of triggers) await client.query(`alter table ${quoted(table)} disable trigger ${quoted(name)}`);
  // What migrations put in (the chart, first prices) is in the backup as well.
  await client.query(`truncate ${tables.map(quoted).join(', ')}`);
  return async () => {
    for (const { table, name, definition } of keys) await client.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
    for (const { table, name, state } of triggers) await client.query(`alter table ${quoted(table)} enable ${ENABLED[state] ?? ''} trigger ${quoted(name)}`);
  };
}

/** PostgreSQL's letters for how a trigger is enabled. */
const ENABLED: Record<string, string> = { O: '', A: 'always', R: 'replica' };
