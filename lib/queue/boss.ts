import PgBoss from 'pg-boss';
import { getPool } from '@/db/client';
import { queueSchema } from '@/db/queues';
import { log } from '@/lib/log';

let starting: Promise<PgBoss> | null = null;

/** pg-boss on the process's own pool. `supervise` is for the worker process, which cleans up. */
export function getBoss(options: { supervise: boolean } = { supervise: false }): Promise<PgBoss> {
  starting ??= start(options.supervise).catch((error: unknown) => {
    starting = null;
    throw error;
  });
  return starting;
}

/** Stops waking and being woken; work under way gets ten seconds to finish. */
export async function stopQueue(): Promise<void> {
  const stopping = starting;
  starting = null;
  if (stopping) await (await stopping).stop({ graceful: true, wait: true, timeout: 10_000, close: false });
}

async function start(supervise: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: async (text, values) => ({ rows: (await getPool().query(text, values)).rows }) },
    schema: queueSchema,
    migrate: false,
    supervise,
    schedule: supervise,
    deleteAfterHours: 1,
    archiveCompletedAfterSeconds: 60,
  });
  boss.on('error', (error) => log.warn('queue.error', { error: error.name }));
  await boss.start();
  return boss;
}
