import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { migrate, migrationsFolder } from '@/db/migrate';
import { restoreBackup, writeBackup } from '@/lib/backup';
import { describeTables } from '@/lib/backup/describe-tables';
import { withOlderMigrations } from '@/lib/backup/older-migrations';
import { useTestDatabase } from '../../support/database';
import { useSpareDatabases, withClient } from '../../support/spare-databases';

const database = useTestDatabase();
const spare = useSpareDatabases(database.url);
let folder = '';
const journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tuppence-older-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The first migrations of ours, as a backup of that day would name them. */
async function migrationsUpTo(tag: string) {
  const { entries } = journal.parse(JSON.parse(await readFile(path.join(migrationsFolder, 'meta', '_journal.json'), 'utf8')));
  const upTo = entries.slice(0, entries.findIndex((entry) => entry.tag === tag) + 1);
  return Promise.all(upTo.map(async (entry) => ({
    hash: createHash('sha256').update(await readFile(path.join(migrationsFolder, `${entry.tag}.sql`), 'utf8')).digest('hex'), when: entry.when,
  })));
}

it('a backup of an older version is restored by its own migrations, and then brought to today’s', async () => {
  const older = await spare.empty();
  await withOlderMigrations(await migrationsUpTo('0014_reports'), (upTo) => migrate(older, upTo));
  const tables = (url: string) => withClient(url, async (client) => (await describeTables(client)).map(({ name }) => name));
  expect(await tables(older)).not.toContain('payout');
  await withClient(older, (client) => client.query("insert into person (id, email) values (gen_random_uuid(), 'long-ago@example.com')"));
  const file = path.join(folder, 'older.backup');
  await writeBackup({ databaseUrl: older, file, mediaDir: null, takenAt: new Date() });

  const target = await spare.empty();
  await restoreBackup({ databaseUrl: target, file, mediaDir: null, now: new Date() });
  expect(await tables(target)).toEqual(await tables(database.url()));
  const { rows } = await withClient(target, (client) => client.query<{ email: string }>('select email from person'));
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
  const target = await spare.empty();
  await expect(restoreBackup({ databaseUrl: target, file, mediaDir: null, now: new Date() })).rejects.toMatchObject({ code: 'OtherVersion' });
  expect(await withClient(target, describeTables)).toEqual([]);
});
