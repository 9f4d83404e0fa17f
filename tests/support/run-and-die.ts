import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import pg from 'pg';

// `node --import tsx tests/support/run-and-die.ts <job> <ISO> <step>`: runs a job as the worker
// does and ends with SIGKILL before its `step`th statement, request or answer; 0 lives. At the end
// it says how many steps there were. Nothing is mocked: whatever was sent before arrives.

const [job = '', at = '', step = '0'] = process.argv.slice(2);
const dieAt = Number(step);
let steps = 0;

function next(): void {
  steps += 1;
  if (steps === dieAt) process.kill(process.pid, 'SIGKILL');
}

const query = Reflect.get(pg.Client.prototype, 'query');
Reflect.set(pg.Client.prototype, 'query', function (this: pg.Client, ...given: unknown[]) {
  next();
  return Reflect.apply(query, this, given);
});

const request = http.request;
Reflect.set(http, 'request', (...given: Parameters<typeof http.request>) => {
  next();
  const sent = Reflect.apply(request, http, given);
  // Prepended: nobody reads the answer before.
  sent.prependListener('response', next);
  return sent;
});
syncBuiltinESMExports();

const { isJobName, runJob } = await import('@/lib/jobs');
if (!isJobName(job)) throw new Error(`There is no job ${job}`);
await runJob(job, new Date(at));
process.stdout.write(`${steps}\n`, () => process.exit(0));
