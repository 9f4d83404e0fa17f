import { sql } from 'drizzle-orm';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';
import { newId } from '@/lib/ids';
import { postTransfers } from '@/lib/ledger';
import { withBenchDatabase } from './bench-database';
import { transfersOfTip } from './ledger-tips';
const owners = Array.from({ length: 1000 }, newId);
const SIZE = Number(process.argv[2] ?? 16);
await withBenchDatabase(async () => {
  const c = new pg.Client({connectionString: process.env.DATABASE_URL});
  await c.connect();
  const d = drizzle({ client: c });
  const pid = (await c.query('select pg_backend_pid() pid')).rows[0].pid;
  const cpu = () => { const f = readFileSync(`/proc/${pid}/stat`,'utf8').split(') ')[1]!.split(' '); return [Number(f[11])*10, Number(f[12])*10]; };
  const batch = (b: number) => Array.from({length:SIZE},(_, i)=>({ owner: owners[(b*SIZE+i) % 1000]!, happenedAt: new Date() }));
  let b = 0;
  async function measure(label: string, N = 500) {
    for (let i=0;i<80;i++) await d.transaction((tx) => postTransfers(tx as never, batch(b++).flatMap(transfersOfTip)));
    const batches = Array.from({length:N},()=>batch(b++).flatMap(transfersOfTip));
    const p0=cpu(); const c0=process.cpuUsage(); const t=performance.now();
    for (const x of batches) await d.transaction((tx) => postTransfers(tx as never, x));
    const c1=process.cpuUsage(c0); const p1=cpu();
    console.log(label.padEnd(14), 'wall', ((performance.now()-t)/N).toFixed(2), 'backend user', ((p1[0]!-p0[0]!)/N).toFixed(2), 'sys', ((p1[1]!-p0[1]!)/N).toFixed(2), 'node', ((c1.user+c1.system)/1000/N).toFixed(2));
  }
  await measure('base'); await measure('base');
  await d.execute(sql`set synchronous_commit=off`); await measure('async commit'); 
  await d.execute(sql`alter table ledger_transfer drop constraint ledger_transfer_debit, drop constraint ledger_transfer_credit, drop constraint ledger_transfer_reverses`);
  await measure('no fk');
  await d.execute(sql`alter table ledger_transfer disable trigger ledger_transfer_posted`);
  await measure('no trigger');
  await d.execute(sql`alter table ledger_transfer drop constraint ledger_transfer_external_ref_once`);
  await d.execute(sql`create unique index ledger_transfer_external_ref_once on ledger_transfer(kind, external_ref) where false`);
  await c.end();
});
