import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { root } from './sources';

/** What tests start as a process of its own. */
const ENTRIES = [
  'server.ts', 'lib/jobs/worker.ts', 'lib/jobs/verify-cli.ts',
  'tests/support/run-and-die.ts', 'tests/support/connect-process.ts',
  'tests/support/tab-process.ts', 'tests/support/payout-process.ts', 'tests/support/tip-process.ts', 'tests/support/open-setup-process.ts',
];

/**
 * Translates these once for the whole run. Through tsx, which translates while it loads, each start
 * costs two seconds of processor time, and a run starts some two hundred (tests/e2e/start.test.ts
 * starts them as `npm start` does).
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  // A run within a run (tests/lib/ledger/mutants.test.ts) has them already.
  if (process.env.TUPPENCE_ENTRIES) return undefined;
  const folder = path.join(root, 'node_modules', '.cache', `tuppence-entries-${randomBytes(6).toString('hex')}`);
  await build({
    absWorkingDir: root, entryPoints: ENTRIES, outbase: root, outdir: folder, outExtension: { '.js': '.mjs' },
    bundle: true, splitting: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20', sourcemap: 'inline', sourcesContent: false,
    plugins: [knowsItsPlace, namesFiles], logLevel: 'warning',
  });
  process.env.TUPPENCE_ENTRIES = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/** A module that asks where it is hears where its source is. */
const knowsItsPlace: Plugin = {
  name: 'knows-its-place',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      if (!text.includes('import.meta.')) return undefined;
      const contents = text
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href));
      return { contents, loader: 'ts' };
    });
  },
};

/** Next has no `exports`, so Node wants the whole name of its files where tsx and Next do not. */
const namesFiles: Plugin = {
  name: 'names-files',
  setup(builder) {
    builder.onResolve({ filter: /^next\/[a-z]+$/ }, ({ path: name }) => ({ path: `${name}.js`, external: true }));
  },
};
