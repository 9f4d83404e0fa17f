import { getPool } from '@/db/client';

/** The tables in which these words stand anywhere: what a thief, or an authority, would search. */
export async function tablesWith(words: string): Promise<string[]> {
  const { rows: tables } = await getPool().query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const searches = tables.map(({ name }) => `select '${name}' as name where exists (select 1 from ${name} t where to_jsonb(t)::text ilike '%' || $1 || '%')`);
  const { rows: found } = await getPool().query<{ name: string }>(searches.join(' union all '), [words]);
  return found.map(({ name }) => name).sort();
}
