import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { migrate } from '@/db/migrate';
import { checkBackup, readPieces, type Piece } from './check-backup';
import { describeTables } from './describe-tables';
import { BackupBroken, TargetNotEmpty } from './errors';
import { quoted, SPEECH, type Column } from './format';
import { holdMoney } from './hold-money';
import { withOlderMigrations } from './older-migrations';
import { openTables } from './open-tables';

/** A batch is sent when it holds this many characters or rows. */
const BATCH_CHARACTERS = 1_000_000;
const BATCH_ROWS = 1_000;

export type Restored = { takenAt: string; rows: number; files: number };
type Asked = { databaseUrl: string; file: string; mediaDir: string | null; now: Date };

/**
 * Puts a backup into an empty database, whole or not at all: the file is read to its foot first, the
 * tables are made by the very migrations it was taken with, all rows come in one transaction that ends
 * with every foreign key held, then the newer migrations are applied. What might leave twice is put on
 * its guard (hold-money.ts).
 *
 * @param asked.databaseUrl of the tables' owner-to-be; the database is there and empty
 * @param asked.now real time
 * @throws BackupBroken, TargetNotEmpty, OtherVersion
 */
export async function restoreBackup({ databaseUrl, file, mediaDir, now }: Asked): Promise<Restored> {
  const { head, rows } = await checkBackup(file);
  await requireEmpty(databaseUrl);
  await withOlderMigrations(head.migrations, (folder) => migrate(databaseUrl, folder));
  const files = await load(databaseUrl, { file, mediaDir });
  await migrate(databaseUrl);
  await withClient(databaseUrl, (client) => holdMoney(client, { takenAt: head.takenAt, now }));
  return { takenAt: head.takenAt, rows, files };
}

async function requireEmpty(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const { rows: [found] } = await client.query<{ count: number }>(
      "select count(*)::int as count from pg_class where relkind in ('r', 'p', 'v') and relnamespace in (select oid from pg_namespace where nspname in ('public', 'drizzle', 'pgboss'))");
    if (found?.count !== 0) throw new TargetNotEmpty();
  });
}

async function load(databaseUrl: string, { file, mediaDir }: { file: string; mediaDir: string | null }): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    await client.query('begin');
    await client.query(SPEECH);
    const known = new Map((await describeTables(client)).map(({ name, columns }) => [name, columns]));
    const close = await openTables(client, [...known.keys()]);
    const seen = new Set<string>();
    let files = 0;
    let loader: Loader | null = null;
    for await (const piece of readPieces(file)) {
      if ('table' in piece) loader = loaderOf(client, tableOf(piece, known, seen));
      else if ('row' in piece) await needed(loader).add(piece.row);
      else if ('end' in piece) await needed(loader).flush();
      else if ('file' in piece && mediaDir) {
        await putFile(mediaDir, piece);
        files += 1;
      }
    }
    if (seen.size !== known.size) throw new BackupBroken('it lacks tables that its migrations made');
    await close();
    await client.query('commit');
    await client.query('analyze');
    return files;
  });
}

function tableOf({ table, columns }: { table: string; columns: Column[] }, known: Map<string, Column[]>, seen: Set<string>) {
  const there = known.get(table);
  if (!there || seen.has(table) || JSON.stringify(there) !== JSON.stringify(columns)) throw new BackupBroken(`the table ${table} is not as its migrations made it`);
  seen.add(table);
  return { table, columns };
}

type Loader = ReturnType<typeof loaderOf>;

/** Gathers rows and writes them many at a time, each value read by PostgreSQL as it wrote it. */
function loaderOf(client: pg.Client, { table, columns }: { table: string; columns: Column[] }) {
  const names = columns.map(({ name }) => quoted(name)).join(', ');
  const values = columns.map(({ type }, at) => `(line->>${at})::${type}`).join(', ');
  const insert = `insert into ${quoted(table)} (${names}) select ${values} from json_array_elements($1::json) with ordinality as rows (line, at) order by at`;
  let batch: string[] = [];
  let characters = 0;
  const flush = async () => {
    if (batch.length > 0) await client.query(insert, [`[${batch.join(',')}]`]);
    batch = [];
    characters = 0;
  };
  return {
    flush,
    async add(row: string) {
      batch.push(row);
      characters += row.length;
      if (batch.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS) await flush();
    },
  };
}

function needed(loader: Loader | null): Loader {
  if (!loader) throw new BackupBroken('a row stands before its table');
  return loader;
}

async function putFile(mediaDir: string, { file, bytes }: Extract<Piece, { file: string }>): Promise<void> {
  const target = path.join(mediaDir, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, Buffer.from(bytes, 'base64'), { mode: 0o644 });
}

async function withClient<Result>(databaseUrl: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'tuppence-restore' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
