import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { column } from '@/db/column';
import { newId } from '@/lib/ids';
import { useTestDatabase } from '../support/database';

useTestDatabase();

describe('a column of many rows', () => {
  it('arrives in PostgreSQL as it was, value for value', async () => {
    const rows = [
      { id: newId(), minor: 120, day: '2026-02-28', at: new Date('2026-02-28T20:00:00.123Z'), kind: 'pledge_month' },
      { id: newId(), minor: null, day: null, at: null, kind: null },
    ];
    const found = await getDb().execute(sql`
      select v.id, v.minor::int as minor, v.day::text as day, v.at = ${rows[0]?.at?.toISOString()}::timestamptz as same, v.kind
      from unnest(${column(rows, ({ id }) => id)}::uuid[], ${column(rows, ({ minor }) => minor)}::bigint[], ${column(rows, ({ day }) => day)}::date[],
        ${column(rows, ({ at }) => at)}::timestamptz[], ${column(rows, ({ kind }) => kind)}::text[]) as v (id, minor, day, at, kind)`);
    expect(found.rows).toEqual([
      { id: rows[0]?.id, minor: 120, day: '2026-02-28', same: true, kind: 'pledge_month' },
      { id: rows[1]?.id, minor: null, day: null, same: null, kind: null },
    ]);
  });

  it('of no rows is an empty array', async () => {
    const { rows } = await getDb().execute(sql`select cardinality(${column([], () => 1)}::int[]) as n`);
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('refuses what would need quotes, which a person may have typed', () => {
    for (const text of ['a b', '"', '}', 'x\\', 'é']) expect(() => column([text], (each) => each)).toThrow(/needs quotes/);
  });
});
