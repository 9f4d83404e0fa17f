import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { prepareQueues } from './queues';

/** Any fixed number: who holds this advisory lock migrates, everybody else waits. */
const MIGRATION_LOCK = 7_289_001;

/** The folder of hand-written SQL and Drizzle's journal of it. */
export const migrationsFolder = path.join(import.meta.dirname, 'migrations');

/**
 * Brings a database to the newest migration; two servers that start at once migrate one after the
 * other. Drizzle's migrator has no lock of its own (drizzle-orm issue 874), so we hold one.
 *
 * @throws the database's error; a failed migration leaves nothing behind, each runs in a transaction
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'tuppence-migrate' });
  await client.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('set lock_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations(drizzle({ client }), { migrationsFolder });
    await prepareQueues(client, databaseUrl);
  } finally {
    await client.end();
  }
}
