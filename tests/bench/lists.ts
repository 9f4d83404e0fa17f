import { getDb, getPool } from '@/db/client';
import { listTips, readTipFilter, TIPS_PER_PAGE } from '@/lib/earnings';
import type { Cursor } from '@/lib/lists';
import { makeCrowd } from '../support/lists';
import { explain, watchQueries } from '../support/watched-queries';
import { withBenchDatabase } from './bench-database';
import { compare, median, type Bench } from './figure';

/** Nine of ten are one creator's, so that their list is deeper than a million. */
const TIPS = 1_112_000;
const DEPTH = 1_000_000;
const TIMES = 25;
const everything = readTipFilter({});

export const bench: Bench = {
  name: 'lists',
  async *run() {
    yield await withBenchDatabase(async () => {
      const { creator } = await makeCrowd(TIPS);
      const deep = await cursorAt(creator.id, DEPTH);
      return compare('lists.depth', 'ms', () => databaseTime(creator.id, deep), () => databaseTime(creator.id, null));
    });
  },
};

/** The database's own time for one page of the tip list, as the page asks for it. */
async function databaseTime(creatorId: string, cursor: Cursor | null): Promise<number> {
  const asked = await watchQueries(() => listTips(getDb(), creatorId, everything, { cursor, limit: TIPS_PER_PAGE }));
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    let milliseconds = 0;
    for (const query of asked) milliseconds += (await explain(query)).milliseconds;
    times.push(milliseconds);
  }
  return median(times);
}

async function cursorAt(creatorId: string, depth: number): Promise<Cursor> {
  const { rows } = await getPool().query<{ id: string; at: string }>(
    `select id, (extract(epoch from received_at) * 1000)::bigint::text as at from tip
     where creator_id = $1 and received_at is not null order by received_at desc, id desc offset $2 limit 1`,
    [creatorId, depth - 1],
  );
  const [row] = rows;
  if (!row) throw new Error('the list is not as deep as it should be');
  return { at: Number(row.at), id: row.id, way: 'older' };
}
