import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { migrationsFolder } from '@/db/migrate';
import { OtherVersion } from './errors';
import type { Head } from './format';

const journalShape = z.object({ entries: z.array(z.looseObject({ tag: z.string(), when: z.number() })) }).loose();

/**
 * Runs `work` with a folder that holds exactly the migrations of a backup, so that its rows meet the
 * tables that they come from; the newer ones are applied to them afterwards, like on any update.
 *
 * @throws OtherVersion when one of them is not ours, or not as it was
 */
export async function withOlderMigrations<Result>(taken: Head['migrations'], work: (folder: string) => Promise<Result>): Promise<Result> {
  const journal = journalShape.parse(JSON.parse(await readFile(path.join(migrationsFolder, 'meta', '_journal.json'), 'utf8')));
  const entries = journal.entries.slice(0, taken.length);
  for (const [at, { hash, when }] of taken.entries()) {
    const entry = entries[at];
    if (!entry || entry.when !== when || (await hashOf(entry.tag)) !== hash) throw new OtherVersion();
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'tuppence-migrations-'));
  try {
    await mkdir(path.join(folder, 'meta'));
    await writeFile(path.join(folder, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries }));
    for (const { tag } of entries) await symlink(path.join(migrationsFolder, `${tag}.sql`), path.join(folder, `${tag}.sql`));
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As Drizzle's migrator computes it. */
async function hashOf(tag: string): Promise<string> {
  return createHash('sha256').update(await readFile(path.join(migrationsFolder, `${tag}.sql`), 'utf8')).digest('hex');
}
