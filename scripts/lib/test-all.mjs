import { ensureBrowser } from './browser.mjs';
import { ensureBuilt, isBuilt } from './build.mjs';
import { finish, lint, preparation, suite, types } from './checks.mjs';
import { ensureDataFolder } from './data-folder.mjs';
import { openThrowawayDatabase } from './database.mjs';
import { endGuard, startGuard } from './guard-client.mjs';
import { ensureInstalled } from './install.mjs';
import { readLock } from './locks.mjs';
import { stopTools } from './run-tool.mjs';
import { databaseUser } from './system-user.mjs';
import path from 'node:path';

/** The tests bring their own world; what is set for a real one must not reach them. */
const NOT_FOR_TESTS = /^(STRIPE_|SMTP_|SANDBOX_|APP_URL$|AUTH_SECRET$|MAIL_FROM$|PORT$|HOST$|OPERATOR_NAME$|MIGRATION_DATABASE_URL$|TUPPENCE_SANDBOX$|TUPPENCE_LONG$|NODE_ENV$|NODE_OPTIONS$)/;

/** Lint, types, floors and the tests that need nothing but Node. */
export async function checkFast() {
  await prepare();
  const results = await checkSources();
  await endGuard();
  return finish(results);
}

/** Everything; answers the exit code. */
export async function testAll({ long }) {
  const folder = await prepare();
  const chromium = await ensureBrowser();
  const results = await checkSources();

  const database = process.env.DATABASE_URL ? null : await openThrowawayDatabase();
  // While another command serves `.next`, a build must not pull the files from under it.
  const dist = isBuilt() || !readLock(path.join(folder, 'start.lock')) ? '.next' : '.build';
  const env = {
    DATABASE_URL: database?.url ?? process.env.DATABASE_URL,
    TUPPENCE_CHROMIUM: chromium,
    TUPPENCE_DIST: dist,
    ...(long ? { TUPPENCE_LONG: '1' } : {}),
  };
  try {
    results.push(await suite('integration', ['integration'], env));
    const built = await preparation('build', () => ensureBuilt(folder, { dist }));
    results.push(built);
    if (built.failed === 0) results.push(await suite('end to end', ['e2e'], env));
    if (long) results.push(await suite('long proofs', ['long'], env));
  } finally {
    await database?.close();
    await endGuard();
  }
  return finish(results);
}

/** Lint and types each keep one core busy for a minute or two, so they run side by side. */
async function checkSources() {
  const sides = await Promise.all([lint(), types()]);
  return [...sides, await suite('floors', ['house']), await suite('unit', ['unit'])];
}

async function prepare() {
  for (const name of Object.keys(process.env)) if (NOT_FOR_TESTS.test(name)) delete process.env[name];
  const folder = await ensureDataFolder(process.env.DATABASE_URL ? null : databaseUser());
  startGuard();
  // The guard ends what the tests leave behind, so an interrupted run has nothing to tidy here.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopTools();
      process.exit(130);
    });
  }
  await ensureInstalled();
  return folder;
}
