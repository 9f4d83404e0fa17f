import { log } from '@/lib/log';
import type { QueueName } from '@/db/queues';
import { getBoss } from './boss';

export type Worker = {
  queue: QueueName;
  /** Minutes-grain cron (UTC) that wakes the queue even if every wake-up was lost. */
  cron: string;
  /** Does all the work that is waiting and returns; called again at the next wake-up. */
  run: () => Promise<void>;
};

/**
 * Starts listening on every queue. A handler that throws is logged and the queue is woken again by
 * its schedule; nothing is lost with it, because the work's state stands in our tables.
 */
export async function startWorkers(workers: Worker[]): Promise<void> {
  const boss = await getBoss({ supervise: true });
  for (const worker of workers) {
    await boss.schedule(worker.queue, worker.cron, {}, { retryLimit: 0 });
    await boss.work(worker.queue, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async () => {
      await worker.run().catch((error: unknown) => log.error('worker.failed', error, { queue: worker.queue }));
    });
  }
}
