import { dieAtStep } from './die-at-step';

// `run-and-die <job> <ISO> <step>`: runs a job as the worker
// does and ends with SIGKILL before its `step`th statement, request or answer; 0 lives. At the end
// it says how many steps there were.

const [job = '', at = '', step = '0'] = process.argv.slice(2);
const steps = dieAtStep(Number(step));

const { isJobName, runJob } = await import('@/lib/jobs');
if (!isJobName(job)) throw new Error(`There is no job ${job}`);
await runJob(job, new Date(at));
process.stdout.write(`${steps()}\n`, () => process.exit(0));
