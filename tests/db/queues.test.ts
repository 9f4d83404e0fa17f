import pg from 'pg';
import { expect, test } from 'vitest';
import { prepareQueues } from '@/db/queues';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();

test('every queue is there before a worker starts, that of the schedules too: the app may make none', async () => {
  const client = new pg.Client({ connectionString: database.url() });
  await client.connect();
  try {
    await prepareQueues(client, database.url());
    await prepareQueues(client, database.url());
    const { rows } = await client.query<{ name: string }>('select name from pgboss.queue');
    expect(rows.map((row) => row.name)).toEqual(expect.arrayContaining(['__pgboss__send-it', 'inbox', 'outbox', 'verify']));
    const { rows: grants } = await client.query<{ may: boolean }>(
      `select has_table_privilege('tuppence_app', 'pgboss.job', 'insert') and has_schema_privilege('tuppence_app', 'pgboss', 'usage') as may`);
    expect(grants).toEqual([{ may: true }]);
  } finally {
    await client.end();
  }
});
