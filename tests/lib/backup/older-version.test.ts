import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { migrate, migrationsFolder } from '@/db/migrate';
import { restoreBackup, writeBackup } from '@/lib/backup';
import { describeTables } from '@/lib/backup/describe-tables';
import { withOlderMigrations } from '@/lib/backup/older-migrations';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const made: string[] = [];
let folder = '';
const journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tuppence-older-'));
});

afterAll(async () => {
  for (const name of made) await asOwner(database.url(), (client) => client.query(`drop database if exists ${name} with (force)`));
  await rm(folder, { recursive: true, force: true });
});

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function emptyDatabase(): Promise<string> {
  const name = `tuppence_older_${randomBytes(6).toString('hex')}`;
  await asOwner(database.url(), (client) => client.query(`create database ${name}`));
  made.push(name);
  const url = new URL(database.url());
  url.pathname = `/${name}`;
  return url.href;
}

/** The first migrations of ours, as a backup of that day would name them. */
async function migrationsUpTo(tag: string) {
  const { entries } = journal.parse(JSON.parse(await readFile(path.join(migrationsFolder, 'meta', '_journal.json'), 'utf8')));
  const upTo = entries.slice(0, entries.findIndex((entry) => entry.tag === tag) + 1);
  return Promise.all(upTo.map(async (entry) => ({
    hash: createHash('sha256').update(await readFile(path.join(migrationsFolder, `${entry.tag}.sql`), 'utf8')).digest('hex'), when: entry.when,
  })));
}

it('a backup of an older version is restored by its own migrations, and then brought to today’s', async () => {
  const older = await emptyDatabase();
  await withOlderMigrations(await migrationsUpTo('0014_reports'), (upTo) => migrate(older, upTo));
  const tables = (url: string) => asOwner(url, async (client) => (await describeTables(client)).map(({ name }) => name));
  expect(await tables(older)).not.toContain('payout');
  await asOwner(older, (client) => client.query("insert into person (id, email) values (gen_random_uuid(), 'long-ago@example.com')"));
  const file = path.join(folder, 'older.backup');
  await writeBackup({ databaseUrl: older, file, mediaDir: null, takenAt: new Date() });

  const target = await emptyDatabase();
  await restoreBackup({ databaseUrl: target, file, mediaDir: null, now: new Date() });
  expect(await tables(target)).toEqual(await tables(database.url()));
  const { rows } = await asOwner(target, (client) => client.query<{ email: string }>('select email from person'));
  expect(rows).toEqual([{ email: 'long-ago@example.com' }]);
});

it('a backup of migrations that this code does not have is refused, and the database stays empty', async () => {
  const file = path.join(folder, 'today.backup');
  await writeBackup({ databaseUrl: database.url(), file, mediaDir: null, takenAt: new Date() });
  const lines = gunzipSync(await readFile(file)).toString('utf8').trimEnd().split('\n');
  const head: { migrations: { hash: string; when: number }[] } = JSON.parse(lines[0] ?? '');
  const last = head.migrations.at(-1);
  if (last) last.hash = createHash('sha256').update('another').digest('hex');
  lines[0] = JSON.stringify(head);
  const body = lines.slice(0, -1);
  const foot: { foot: object } = JSON.parse(lines.at(-1) ?? '');
  const sha256 = createHash('sha256').update(`${body.join('\n')}\n`).digest('hex');
  await writeFile(file, gzipSync(`${[...body, JSON.stringify({ foot: { ...foot.foot, sha256 } })].join('\n')}\n`));
  const target = await emptyDatabase();
  await expect(restoreBackup({ databaseUrl: target, file, mediaDir: null, now: new Date() })).rejects.toMatchObject({ code: 'OtherVersion' });
  expect(await asOwner(target, describeTables)).toEqual([]);
});
