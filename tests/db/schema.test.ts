import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { getPool } from '@/db/client';
import * as schema from '@/db/schema';
import { useTestDatabase } from '../support/database';

useTestDatabase();

const tables = Object.values(schema).filter((value) => is(value, PgTable)).map((table) => getTableConfig(table));

/** The columns of every table, as PostgreSQL itself writes them. */
async function migratedColumns(): Promise<Map<string, string[]>> {
  const { rows } = await getPool().query<{ table: string; column: string; type: string; required: boolean }>(`
    select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped
      -- What PostgreSQL computes from its neighbours (a search vector) is read by PostgreSQL alone.
      and a.attgenerated = ''`);
  const found = new Map<string, string[]>();
  for (const row of rows) found.set(row.table, [...(found.get(row.table) ?? []), `${row.column} ${row.type}${row.required ? ' not null' : ''}`]);
  return found;
}

test('the schema that the code reads by is the one that the migrations make', async () => {
  const migrated = await migratedColumns();
  for (const table of tables) {
    const described = table.columns.map((column) => `${column.name} ${written(column.getSQLType())}${column.notNull ? ' not null' : ''}`);
    expect(described.sort(), table.name).toEqual(migrated.get(table.name)?.sort());
  }
});

test('every migrated table is described', async () => {
  const described = new Set(tables.map((table) => table.name));
  const { rows } = await getPool().query<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')");
  // What only the ledger's own functions read is described nowhere else.
  const inside = /^ledger_(account_kind|transfer_kind|rule)$/;
  expect(rows.map((row) => row.name).filter((name) => !described.has(name) && !inside.test(name))).toEqual([]);
});

/** A type as `format_type` spells it. */
function written(type: string): string {
  return type
    .replace(/^timestamp( with time zone)? \((\d)\)|^timestamp \((\d)\)( with time zone)/, 'timestamp($2$3)$1$4')
    .replace(/^varchar/, 'character varying')
    .replace(/^char\(/, 'character(')
    .replace(/^int\b/, 'integer');
}
