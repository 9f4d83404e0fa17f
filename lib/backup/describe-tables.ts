import type pg from 'pg';
import type { Column } from './format';

export type TableDescription = { name: string; columns: Column[] };

/**
 * Every table of ours with its columns in order, without those that PostgreSQL computes by itself. The
 * queues' schema is left out: it only wakes workers, and a lost wake-up waits for the next one.
 */
export async function describeTables(client: pg.ClientBase): Promise<TableDescription[]> {
  const { rows } = await client.query<{ table: string; name: string; type: string }>(`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname, a.attnum`);
  const tables = new Map<string, Column[]>();
  for (const { table, name, type } of rows) tables.set(table, [...(tables.get(table) ?? []), { name, type }]);
  return [...tables].map(([name, columns]) => ({ name, columns }));
}

/** The migrations that a database has, oldest first; none in an empty one. */
export async function listMigrations(client: pg.ClientBase): Promise<{ hash: string; when: number }[]> {
  const { rows: [there] } = await client.query<{ there: boolean }>("select to_regclass('drizzle.__drizzle_migrations') is not null as there");
  if (!there?.there) return [];
  const { rows } = await client.query<{ hash: string; when: string }>('select hash, created_at::text as when from drizzle.__drizzle_migrations order by created_at');
  return rows.map(({ hash, when }) => ({ hash, when: Number(when) }));
}
