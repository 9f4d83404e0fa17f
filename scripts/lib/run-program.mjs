import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureDataFolder } from './data-folder.mjs';
import { migrateDatabase, openDatabase } from './database.mjs';
import { endGuard, guardChild, startGuard } from './guard-client.mjs';
import { ensureInstalled } from './install.mjs';
import { loadEnvironmentFiles, sandboxEnvironment, serviceEnvironment, wantsSandbox } from './local-environment.mjs';
import { readLock } from './locks.mjs';
import { root } from './paths.mjs';
import { rememberedPort } from './ports.mjs';
import { entryArguments } from './run-entry.mjs';
import { startService } from './services.mjs';
import { Stopping } from './stopping.mjs';
import { databaseUser } from './system-user.mjs';

/**
 * Runs a program of ours beside a running Tuppence, sharing its database and sandbox, or alone,
 * with both started for as long as it takes. Its output is our output, its exit code ours.
 */
export async function runProgram(args) {
  const flags = args.slice(0, args.findIndex((arg) => !arg.startsWith('--')));
  const [owner, asIs] = ['--owner', '--as-is'].map((flag) => flags.includes(flag));
  const [entry, ...rest] = args.slice(flags.length);
  loadEnvironmentFiles();
  const folder = await ensureDataFolder(process.env.DATABASE_URL ? null : databaseUser());
  startGuard();
  const stopping = new Stopping();
  try {
    await ensureInstalled();
    const database = await openDatabase(folder);
    stopping.add('last', () => database.close());
    const running = readLock(path.join(folder, 'start.lock'));
    // What runs has migrated already, and its program may be older than the files here.
    if (!running && !asIs) await migrateDatabase(database, folder);
    const env = { ...(await environment(folder, running, { startsSandbox: !running && !asIs, stopping })), ...database.env };
    if (owner) env.DATABASE_URL = database.ownerUrl;
    return await run(entry, rest, env, stopping.signal);
  } finally {
    stopping.begin();
    await stopping.finish();
  }
}

async function environment(folder, running, { startsSandbox, stopping }) {
  const port = running?.url ? Number(new URL(running.url).port || 80) : 3000;
  if (!wantsSandbox()) return serviceEnvironment({ folder, port });
  const sandboxPort = running?.sandboxPort ?? (await rememberedPort(path.join(folder, 'sandbox.port')));
  const env = serviceEnvironment({ folder, port, sandboxPort });
  if (startsSandbox) {
    const service = await startService({
      name: 'sandbox',
      entry: 'sandbox/main.ts',
      env: sandboxEnvironment({ folder, port, sandboxPort }),
      logs: path.join(folder, 'logs'),
      isReady: async () => (await fetch(`${env.STRIPE_API_BASE}/_sandbox/clock`)).ok,
      stopping,
    });
    stopping.add('late', () => service.stop(), service.kill);
  }
  return env;
}

function run(entry, args, env, signal) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, entryArguments(path.relative(root, path.resolve(entry)), args), {
      cwd: root,
      env: { ...process.env, ...env, TUPPENCE_LOG: process.env.TUPPENCE_LOG ?? 'silent' },
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    });
    const release = guardChild(child);
    signal.addEventListener('abort', () => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('exit', (code, killed) => {
      release();
      resolve(code ?? (killed ? 130 : 1));
    });
  });
}
