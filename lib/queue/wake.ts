import { log } from '@/lib/log';
import type { QueueName } from '@/db/queues';
import { getBoss } from './boss';

const sending = new Set<QueueName>();
const again = new Set<QueueName>();

/**
 * Wakes the workers of a queue, after the transaction that left them something to do. Calls that
 * come while one is being sent are folded into one more. It never fails its caller: the work is
 * already stored, and the schedule finds it within a minute if this wake-up is lost.
 */
export function wake(name: QueueName): void {
  if (sending.has(name)) {
    again.add(name);
    return;
  }
  sending.add(name);
  void send(name);
}

async function send(name: QueueName): Promise<void> {
  try {
    const boss = await getBoss();
    await boss.send(name, {}, { retryLimit: 0, expireInSeconds: 900 });
  } catch (error) {
    log.warn('queue.wake_lost', { queue: name, error: error instanceof Error ? error.name : 'unknown' });
  } finally {
    sending.delete(name);
    if (again.delete(name)) wake(name);
  }
}
