import pg from 'pg';
import { spawn } from 'node:child_process';
import { drizzle } from 'drizzle-orm/node-postgres';
import { newId } from '@/lib/ids';
import { postTransfers } from '@/lib/ledger';
import { withBenchDatabase } from './bench-database';
import { transfersOfTip } from './ledger-tips';
const owners = Array.from({ length: 1000 }, newId);
await withBenchDatabase(async () => {
  const c = new pg.Client({connectionString: process.env.DATABASE_URL});
  await c.connect();
  const d = drizzle({ client: c });
  const pid = (await c.query('select pg_backend_pid() pid')).rows[0].pid;
  let b = 0; const batch = () => Array.from({length:16},(_, i)=>({ owner: owners[((b)*16+i) % 1000]!, happenedAt: new Date() }));
  for (let i=0;i<100;i++) { b++; await d.transaction((tx) => postTransfers(tx as never, batch().flatMap(transfersOfTip))); }
  const perf = spawn('perf', ['record','-g','-p',String(pid),'-o','/tmp/l_perf.data','-F','2000'], {stdio:'inherit'});
  await new Promise(r=>setTimeout(r,500));
  for (let i=0;i<800;i++) { b++; await d.transaction((tx) => postTransfers(tx as never, batch().flatMap(transfersOfTip))); }
  perf.kill('SIGINT'); await new Promise(r=>perf.on('exit', r));
  await c.end();
});
