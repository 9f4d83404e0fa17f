import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { migrate, migrationsFolder } from '@/db/migrate';

const TEMPLATE_LOCK = 7_289_002;

/**
 * Makes the migrated template once per set of migrations and answers its name. Its name carries a
 * hash of the SQL, so a changed migration gets a new template and an old one is never mistaken.
 */
export async function templateName(serverUrl: string): Promise<string> {
  const name = `tuppence_template_${migrationsHash()}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await build(client, serverUrl, name);
  } finally {
    await client.end();
  }
  return name;
}

async function build(client: pg.Client, serverUrl: string, name: string): Promise<void> {
  const draft = `${name}_draft`;
  await client.query(`drop database if exists ${draft} with (force)`);
  await client.query(`create database ${draft}`);
  const url = new URL(serverUrl);
  url.pathname = `/${draft}`;
  await migrate(url.href);
  // Renamed only when whole, so that an interrupted build is never taken for a template.
  await client.query(`alter database ${draft} rename to ${name}`);
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  const files = readdirSync(migrationsFolder).filter((file) => file.endsWith('.sql')).sort();
  for (const file of files) hash.update(readFileSync(path.join(migrationsFolder, file)));
  // The queues are made by the migration too, from a list that stands in code.
  for (const file of ['meta/_journal.json', '../queues.ts']) hash.update(readFileSync(path.join(migrationsFolder, file)));
  return hash.digest('hex').slice(0, 12);
}
