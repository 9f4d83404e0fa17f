import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { prepareQueues } from './queues';

/** Any fixed number: who holds this advisory lock migrates, everybody else waits. */
const MIGRATION_LOCK = 7_289_001;

/** `/readyz` asks, in the app's role, whether the newest migration is in. */
const LET_APP_SEE_MIGRATIONS = `do $$ begin
  if exists (select from pg_roles where rolname = 'tuppence_app') then
    grant usage on schema drizzle to tuppence_app;
    grant select on drizzle.__drizzle_migrations to tuppence_app;
  end if;
end $$`;

/** The folder of hand-written SQL and Drizzle's journal of it. */
export const migrationsFolder = path.join(import.meta.dirname, 'migrations');

/**
 * Brings a database to the newest migration; two servers that start at once migrate one after the
 * other. Drizzle's migrator has no lock of its own (drizzle-orm issue 874), so we hold one.
 *
 * @param folder other migrations than all of ours, such as those of an older version
 * @throws the database's error; a failed migration leaves nothing behind, each runs in a transaction
 */
export async function migrate(databaseUrl: string, folder = migrationsFolder): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'tuppence-migrate' });
  await client.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('set lock_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations(drizzle({ client }), { migrationsFolder: folder });
    await prepareQueues(client, databaseUrl);
    await client.query(LET_APP_SEE_MIGRATIONS);
  } finally {
    await client.end();
  }
}
