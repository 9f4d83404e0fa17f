import { sql } from 'drizzle-orm';
import { getDb, getPool } from '@/db/client';
import { newId } from '@/lib/ids';
import { withBenchDatabase } from './bench-database';
import { Inbox, perSecond } from './ledger-tips';
await withBenchDatabase(async () => {
  await getDb().execute(sql`create table bare (id uuid primary key, amount_minor bigint not null, created_at timestamptz not null default now())`);
  const owners = Array.from({ length: 1000 }, newId);
  const N = 6000;
  const inbox = new Inbox(2);
  for (let r=0;r<4;r++) for (const [n, f] of [['bare', () => perSecond(N, 32, () => getPool().query('insert into bare (id, amount_minor) values ($1, 300)', [newId()]))], ['ledger', () => perSecond(N, 32, (i) => inbox.post({ owner: owners[i % 1000]!, happenedAt: new Date() }))]] as const) {
    const c0 = process.cpuUsage(); const v = await f(); const c = process.cpuUsage(c0);
    console.log(n, Math.round(v), 'node us/tip', Math.round((c.user + c.system) / N), 'wall us', Math.round(1e6 / v));
  }
});
