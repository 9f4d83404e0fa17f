import { sql } from 'drizzle-orm';
import { getDb, getPool } from '@/db/client';
import { newId } from '@/lib/ids';
import { withBenchDatabase } from './bench-database';
import { compare } from './figure';
import { Inbox, perSecond } from './ledger-tips';
await withBenchDatabase(async () => {
  await getDb().execute(sql`create table bare (id uuid primary key, amount_minor bigint not null, created_at timestamptz not null default now())`);
  const owners = Array.from({ length: 1000 }, newId);
  const N = 3000;
  const bare = () => perSecond(N, 32, () => getPool().query('insert into bare (id, amount_minor) values ($1, 300)', [newId()]));
  for (const w of (process.argv[2] ?? '1,2,3,4,6').split(',').map(Number)) {
    const inbox = new Inbox(w);
    console.log(w, JSON.stringify(await compare('post','tips/s', () => perSecond(N, 32, (i) => inbox.post({ owner: owners[i % 1000]!, happenedAt: new Date() })), bare, 5)));
  }
});
