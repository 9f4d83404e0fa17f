import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { checkBackup } from './check-backup';
import { describeTables, listMigrations, type TableDescription } from './describe-tables';
import { NotMigrated } from './errors';
import { FORMAT, quoted, SPEECH, type Head } from './format';

const FETCH_ROWS = 1_000;

export type Written = { rows: number; files: number; bytes: number };
type Asked = { databaseUrl: string; file: string; mediaDir: string | null; takenAt: Date };

/**
 * Writes the whole database as it was at one instant, and the pictures, into one file. One snapshot
 * serves every table (REPEATABLE READ), so money and state agree, whatever is written meanwhile. The
 * file is read back before it gets its name: what has the name of a backup is one.
 *
 * @param asked.mediaDir where pictures lie on this disk; null when they lie in a store of their own
 * @param asked.takenAt real time
 * @throws NotMigrated, BackupBroken, or what the database or the disk throws; then no file is left
 */
export async function writeBackup({ databaseUrl, file, mediaDir, takenAt }: Asked): Promise<Written> {
  const draft = `${file}.draft`;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'tuppence-backup' });
  await client.connect();
  try {
    const out = openLines(draft);
    await writeDatabase(client, out, takenAt);
    const files = mediaDir ? await writeFiles(mediaDir, out) : 0;
    await out.foot(files);
    const { rows } = await checkBackup(draft);
    await sync(draft);
    await rename(draft, file);
    return { rows, files, bytes: (await stat(file)).size };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function writeDatabase(client: pg.Client, out: Lines, takenAt: Date): Promise<void> {
  await client.query('begin isolation level repeatable read read only');
  await client.query(SPEECH);
  const migrations = await listMigrations(client);
  if (migrations.length === 0) throw new NotMigrated();
  const head: Head = { tuppence: FORMAT, takenAt: takenAt.toISOString(), migrations };
  await out.write(JSON.stringify(head));
  for (const table of await describeTables(client)) await writeTable(client, out, table);
  await client.query('commit');
}

async function writeTable(client: pg.Client, out: Lines, { name, columns }: TableDescription): Promise<void> {
  await out.write(JSON.stringify({ table: name, columns }));
  const values = columns.map((column) => `${quoted(column.name)}::text`).join(', ');
  await client.query(`declare lines no scroll cursor for select to_json(array[${values}])::text as line from only ${quoted(name)}`);
  let rows = 0;
  for (;;) {
    const batch = await client.query<{ line: string }>(`fetch ${FETCH_ROWS} from lines`);
    for (const { line } of batch.rows) await out.row(line);
    rows += batch.rows.length;
    if (batch.rows.length < FETCH_ROWS) break;
  }
  await client.query('close lines');
  await out.write(JSON.stringify({ end: name, rows }));
}

async function writeFiles(folder: string, out: Lines): Promise<number> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let count = 0;
  for (const entry of found) {
    if (!entry.isFile() || entry.name.endsWith('.draft')) continue;
    const whole = path.join(entry.parentPath, entry.name);
    // Swept away since the folder was listed: then no page of this snapshot's future shows it.
    const bytes = await readFile(whole).catch(() => null);
    if (!bytes) continue;
    await out.write(JSON.stringify({ file: path.relative(folder, whole).split(path.sep).join('/'), bytes: bytes.toString('base64') }));
    count += 1;
  }
  return count;
}

type Lines = ReturnType<typeof openLines>;

/** Lines into a gzipped file that only its owner may read, as fast as the disk takes them. */
function openLines(file: string) {
  const gzip = createGzip({ level: 6 });
  const target = createWriteStream(file, { mode: 0o600, flags: 'w' });
  gzip.pipe(target);
  const hash = createHash('sha256');
  let rows = 0;
  const write = async (line: string) => {
    hash.update(line).update('\n');
    if (!gzip.write(`${line}\n`)) await once(gzip, 'drain');
  };
  return {
    write,
    row: (line: string) => {
      rows += 1;
      return write(line);
    },
    async foot(files: number) {
      gzip.end(`${JSON.stringify({ foot: { rows, files, sha256: hash.digest('hex') } })}\n`);
      await finished(target);
    },
  };
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r');
  await handle.sync().finally(() => handle.close());
}
