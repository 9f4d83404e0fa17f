import path from 'node:path';

/** The translated form of a file that tests start as a process (tests/support/global-entries.ts). */
export function entryFile(entry: string): string {
  const folder = process.env.TUPPENCE_ENTRIES;
  if (!folder) throw new Error('nothing is translated: the test is of a project without global-entries.ts');
  return path.join(folder, entry.replace(/\.ts$/, '.mjs'));
}
