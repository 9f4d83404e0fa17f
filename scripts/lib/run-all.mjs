import path from 'node:path';
import { printWelcome } from './welcome.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureDataFolder } from './data-folder.mjs';
import { migrateDatabase, openDatabase } from './database.mjs';
import { startGuard } from './guard-client.mjs';
import { ensureInstalled } from './install.mjs';
import { loadEnvironmentFiles, sandboxEnvironment, serviceEnvironment, wantsSandbox } from './local-environment.mjs';
import { takeLock, updateLock } from './locks.mjs';
import { choosePorts, rememberedPort } from './ports.mjs';
import { runEntry } from './run-entry.mjs';
import { say, step, Stop } from './say.mjs';
import { startService } from './services.mjs';
import { Stopping } from './stopping.mjs';
import { databaseUser } from './system-user.mjs';

/** Starts everything, stays until it is told to stop, and leaves nothing running behind it. */
export async function runAll({ dev, servers }) {
  loadEnvironmentFiles();
  const folder = await ensureDataFolder(process.env.DATABASE_URL ? null : databaseUser());
  const lockFile = path.join(folder, 'start.lock');
  const lock = takeLock(lockFile);
  if (!lock.taken) throw new Stop(alreadyRunning(lock.holder));

  const stopping = new Stopping();
  startGuard();
  try {
    await startAll({ dev, servers, folder, lockFile, stopping });
  } catch (error) {
    // Once the end has been asked for, whatever broke off by it is no failure of its own.
    stopping.begin(error);
  }
  await stopping.asked();
  await stopping.finish();
  lock.release();
  process.exit();
}

async function startAll({ dev, servers, folder, lockFile, stopping }) {
  say(`Tuppence ${dev ? '(development)' : ''}`.trim());
  await ensureInstalled();
  const ports = await choosePorts(servers);
  const [port] = ports;
  const sandboxPort = wantsSandbox() ? await rememberedPort(path.join(folder, 'sandbox.port')) : null;
  const env = serviceEnvironment({ folder, port, sandboxPort, dev });
  updateLock(lockFile, { url: env.APP_URL, sandboxPort });

  const database = await step('Starting the database', () => openDatabase(folder));
  stopping.add('last', () => database.close());
  stopping.add('last', database.keepAlive(() => say('  The database ended unexpectedly; starting it again')));
  stopping.signal.throwIfAborted();
  const services = { folder, logs: path.join(folder, 'logs'), env: { ...env, ...database.env }, port, ports, sandboxPort, stopping, dev };
  // The build needs no database and the rest needs no build, so they go side by side.
  const building = dev ? Promise.resolve() : ensureBuilt(folder);
  building.catch(() => undefined);
  await step('Bringing the database up to date', () => migrateDatabase(database, folder));
  if (sandboxPort) await startSandbox(services);
  await building;
  await startServersAndWorker(services);
  printWelcome({ ...services, appUrl: env.APP_URL, otherUrls: ports.slice(1).map((other) => `http://localhost:${other}`) });
}

async function startSandbox({ folder, logs, env, port, sandboxPort, stopping }) {
  const service = await startService({
    name: 'sandbox',
    entry: 'sandbox/main.ts',
    env: sandboxEnvironment({ folder, port, sandboxPort }),
    logs,
    isReady: async () => (await fetch(`http://127.0.0.1:${sandboxPort}/_sandbox/clock`)).ok,
    stopping,
  });
  stopping.add('late', () => service.stop(), service.kill);
  await step('Filling an empty world with demo creators', () => runEntry('db/seed/main.ts', ['--if-empty'], env, 'The demo world could not be made.'));
}

/** Each server is whole by itself; they meet only in the database. One worker does for all of them. */
async function startServersAndWorker({ logs, env, ports, stopping, dev }) {
  const echo = env.TUPPENCE_SANDBOX === 'off' || process.argv.includes('--verbose');
  await Promise.all(ports.map(async (port, at) => {
    const server = await startService({
      name: at === 0 ? 'server' : `server-${at + 1}`, entry: 'server.ts', args: dev ? ['--dev'] : [], env: serverEnvironment(env, port), logs, echo, stopping,
    });
    stopping.add('first', () => server.stop(), server.kill);
  }));
  const worker = await startService({
    name: 'worker', entry: 'lib/jobs/worker.ts', env, logs, echo, stopping,
  });
  stopping.add('first', () => worker.stop(), worker.kill);
}

/**
 * What one of several servers is told. Beside the sandbox nothing stands in front of them, so each is
 * its own site; a real one has its public address, whichever server answers.
 */
function serverEnvironment(env, port) {
  const isOwnSite = env.TUPPENCE_SANDBOX === 'on' && !process.env.APP_URL;
  return { ...env, PORT: String(port), ...(isOwnSite ? { APP_URL: `http://localhost:${port}` } : {}) };
}

function alreadyRunning({ pid, url }) {
  return url
    ? `Tuppence already runs from this clone (process ${pid}) at ${url}\nStop that one first with Ctrl-C in its terminal.`
    : `Tuppence is already being started from this clone (process ${pid}).`;
}
