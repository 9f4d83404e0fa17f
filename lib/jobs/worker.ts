import { closeDb } from '@/db/client';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { startWorkers, stopQueue, type QueueName, type Worker } from '@/lib/queue';
import { businessClock } from '@/lib/stripe';
import { runJob } from './run-job';

/** How often each queue wakes by itself, in UTC, should every wake-up be lost. */
const schedule: { queue: QueueName; cron: string }[] = [
  { queue: 'billing', cron: '* * * * *' },
  { queue: 'defence', cron: '* * * * *' },
  { queue: 'dunning', cron: '* * * * *' },
  { queue: 'notices', cron: '*/5 * * * *' },
  { queue: 'inbox', cron: '* * * * *' },
  { queue: 'outbox', cron: '* * * * *' },
  { queue: 'payouts', cron: '* * * * *' },
  { queue: 'refunds', cron: '* * * * *' },
  { queue: 'release', cron: '* * * * *' },
  { queue: 'tidings', cron: '7 * * * *' },
  { queue: 'reconcile', cron: '* * * * *' },
  { queue: 'upkeep', cron: '17 * * * *' },
  { queue: 'verify', cron: '41 3 * * *' },
];

/** The worker process: everything that happens without a person waiting for it. */
async function main(): Promise<void> {
  env();
  await startWorkers(schedule.map(({ queue, cron }) => workerOf(queue, cron)));
  log.info('worker.ready');
  // Should the command that started us die by whatever means, scripts/lib/exit-with-parent.mjs
  // turns that into a SIGTERM as well.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  process.send?.({ ready: true });
}

function workerOf(queue: QueueName, cron: string): Worker {
  return {
    queue,
    cron,
    run: async () => {
      await runJob(queue, await businessClock());
    },
  };
}

async function stop(): Promise<void> {
  log.info('worker.stopping');
  await stopQueue();
  await closeDb();
  process.exit(0);
}

main().catch((error: unknown) => {
  log.error('worker.failed_to_start', error);
  process.exit(1);
});
