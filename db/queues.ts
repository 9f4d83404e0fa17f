import PgBoss from 'pg-boss';
import type pg from 'pg';

/**
 * The queues that wake workers. A queue carries no state of its own: the work lies in our tables
 * (the inbox, the outbox), so a lost wake-up only waits for the next one of its schedule.
 */
export const queueNames = [
  'billing', 'defence', 'dunning', 'inbox', 'notices', 'outbox', 'payouts', 'reconcile', 'refunds', 'release', 'tidings', 'upkeep', 'verify',
] as const;
export type QueueName = (typeof queueNames)[number];

/**
 * Where pg-boss puts what its schedules are due to send. It makes this one at its start and says
 * nothing when it may not, as in the app's role: then no schedule would ever fire.
 */
const SCHEDULE_QUEUE = '__pgboss__send-it';

/** The schema that pg-boss keeps its tables in. */
export const queueSchema = 'pgboss';

/**
 * Creates or upgrades pg-boss's tables and our queues; part of the migration, because a queue is a
 * table partition and the app's role may not create tables. Policy `short`: one waiting wake-up per
 * queue is enough, however many ask for it.
 */
export async function prepareQueues(client: pg.Client, databaseUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: queueSchema,
    max: 2,
    supervise: false,
    schedule: false,
  });
  await boss.start();
  try {
    if (!(await boss.getQueue(SCHEDULE_QUEUE))) await boss.createQueue(SCHEDULE_QUEUE);
    for (const name of queueNames) {
      if (!(await boss.getQueue(name))) await boss.createQueue(name, { name, policy: 'short' });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  await client.query(`do $$ begin
    if exists (select from pg_roles where rolname = 'tuppence_app') then
      grant usage on schema ${queueSchema} to tuppence_app;
      grant select, insert, update, delete on all tables in schema ${queueSchema} to tuppence_app;
      grant execute on all functions in schema ${queueSchema} to tuppence_app;
    end if;
  end $$`);
}
