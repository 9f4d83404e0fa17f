import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './locks.mjs';
import { root } from './paths.mjs';
import { runTool } from './run-tool.mjs';
import { step } from './say.mjs';

/** What a build is made of. `public` is read as it is served, so it is not part of one. */
const SOURCES = ['app', 'components', 'db', 'lib', 'instrumentation.ts', 'proxy.ts', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json'];
const BUILD_WAIT_MS = 600_000;

/** Builds the app into `dist` when what is there was made of other sources; answers whether it did. */
export function ensureBuilt(folder, { dist = '.next', title = 'Building the pages' } = {}) {
  return withLock(path.join(folder, 'build.lock'), BUILD_WAIT_MS, async () => {
    if (isBuilt(dist)) return false;
    const hash = sourceHash();
    const stamp = stampOf(dist);
    rmSync(stamp, { force: true });
    await step(title, () => runTool(process.execPath, [path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', TUPPENCE_DIST: dist },
      failure: 'next build failed (above).',
    }));
    mkdirSync(path.dirname(stamp), { recursive: true });
    writeFileSync(stamp, hash);
    return true;
  });
}

/** Whether `dist` holds a whole build of the sources as they are now. */
export function isBuilt(dist = '.next') {
  const stamp = stampOf(dist);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash();
}

function stampOf(dist) {
  return path.join(root, dist, 'tuppence-sources');
}

function sourceHash() {
  const hash = createHash('sha256').update(process.version);
  for (const file of SOURCES.flatMap((name) => filesUnder(path.join(root, name)))) {
    hash.update(`\0${path.relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesUnder(name) {
  if (!existsSync(name)) return [];
  try {
    const entries = readdirSync(name, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    return entries.flatMap((entry) => filesUnder(path.join(name, entry.name)));
  } catch (error) {
    if (error.code === 'ENOTDIR') return [name];
    throw error;
  }
}
