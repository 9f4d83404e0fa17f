import { closeDb, getDb } from '@/db/client';
import { isRefusal } from '@/lib/errors';
import { isId } from '@/lib/ids';
import { askRefund } from '@/lib/payments';
import { businessClock } from '@/lib/stripe';
import { findPaymentIds } from './find-payment-ids';
import { isJobName, jobs } from './jobs';
import { runJob } from './run-job';

const usage = `npm run job -- <name> [--at ISO]     one of: ${Object.keys(jobs).join(', ')}
npm run job -- refund <payment or tip id>   refund a payment whole`;

/** Runs one job, or refunds one payment, from the command line. */
async function main(args: string[]): Promise<void> {
  const [name = '', ...rest] = args;
  const now = await readNow(rest);
  if (name === 'refund') return refund(rest[0] ?? '', now);
  if (!isJobName(name)) throw new Error(usage);
  console.log(JSON.stringify({ job: name, ...(await runJob(name, now)) }));
}

async function refund(id: string, now: Date): Promise<void> {
  if (!isId(id)) throw new Error(usage);
  const [paymentId] = await findPaymentIds(getDb(), id);
  if (!paymentId) throw new Error('There is no payment or tip with this id.');
  const refundId = await askRefund(paymentId, 'requested_by_fan', now);
  console.log(JSON.stringify({ refund: refundId, ...(await runJob('refunds', now)) }));
}

async function readNow(args: string[]): Promise<Date> {
  const at = args.indexOf('--at');
  if (at === -1) return businessClock();
  const now = new Date(args[at + 1] ?? '');
  if (Number.isNaN(now.getTime())) throw new Error('--at wants an ISO 8601 instant, such as 2026-12-01T20:00:00Z');
  return now;
}

main(process.argv.slice(2))
  .catch((error: unknown) => {
    console.error(isRefusal(error) ? error.sentence : error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(closeDb);
