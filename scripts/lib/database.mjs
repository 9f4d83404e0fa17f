import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { guardLease } from './guard-client.mjs';
import { joinPostgres, leavePostgres, revivePostgres } from './postgres-leases.mjs';
import { runningServer } from './postgres-server.mjs';
import { runEntry } from './run-entry.mjs';
import { localSecrets } from './secrets.mjs';
import { serverFiles } from './server-files.mjs';
import { Stop } from './say.mjs';
import { databaseUser } from './system-user.mjs';

const WATCH_MS = 1_000;
const CONNECT_MS = 30_000;

/**
 * The database of this clone: the one that `DATABASE_URL` names, else the embedded server on
 * `folder`, started if nobody has. Call `close` in the end.
 *
 * @returns `env` (what our processes need), `ownerUrl` (may create and migrate), `keepAlive`, `close`
 */
export async function openDatabase(folder) {
  const url = process.env.DATABASE_URL;
  if (url) {
    const ownerUrl = process.env.MIGRATION_DATABASE_URL ?? url;
    await connect(ownerUrl, async () => undefined);
    return { env: { DATABASE_URL: url }, ownerUrl, embedded: false, keepAlive: () => () => undefined, close: async () => undefined };
  }
  const secrets = localSecrets(folder);
  const server = { folder, user: databaseUser(), programs: serverFiles(databaseUser()), password: secrets.ownerPassword };
  const release = guardLease(folder);
  const port = await joinPostgres(server);
  const ownerUrl = `postgres://tuppence:${secrets.ownerPassword}@127.0.0.1:${port}/tuppence`;
  await createDatabase(ownerUrl);
  return {
    env: { DATABASE_URL: `postgres://tuppence_app:${secrets.appPassword}@127.0.0.1:${port}/tuppence` },
    ownerUrl,
    embedded: true,
    keepAlive: (onRestart) => keepAlive(server, port, onRestart),
    async close() {
      await leavePostgres(folder);
      release();
    },
  };
}

/** Brings the database to the newest migration and lets the app's role in. */
export async function migrateDatabase(database, folder) {
  await runEntry('db/migrate-cli.ts', [], { MIGRATION_DATABASE_URL: database.ownerUrl, DATABASE_URL: database.ownerUrl }, 'The database could not be migrated.');
  if (!database.embedded) return;
  const { appPassword } = localSecrets(folder);
  await connect(database.ownerUrl, (client) => client.query(`alter role tuppence_app with login password '${appPassword}'`));
}

/** An embedded server of its own in a temporary folder, for the tests; `close` leaves nothing. */
export async function openThrowawayDatabase() {
  const user = databaseUser();
  const folder = mkdtempSync(path.join(tmpdir(), 'tuppence-test-'));
  chmodSync(folder, user ? 0o711 : 0o700);
  const { ownerPassword } = localSecrets(folder);
  const server = { folder, user, programs: serverFiles(user), password: ownerPassword, throwaway: true };
  const release = guardLease(folder);
  const port = await joinPostgres(server);
  return {
    url: `postgres://tuppence:${ownerPassword}@127.0.0.1:${port}/postgres`,
    async close() {
      await leavePostgres(folder);
      release();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the server again whenever it is gone; answers how to stop watching. */
function keepAlive(server, port, onRestart) {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy || runningServer(server.folder)) return;
    busy = true;
    try {
      onRestart();
      await revivePostgres(server, port);
    } catch (error) {
      process.stderr.write(`${error.message}\n`);
    } finally {
      busy = false;
    }
  }, WATCH_MS);
  return () => clearInterval(timer);
}

async function createDatabase(ownerUrl) {
  const server = new URL(ownerUrl);
  server.pathname = '/postgres';
  await connect(server.href, async (client) => {
    const found = await client.query("select 1 from pg_database where datname = 'tuppence'");
    if (found.rowCount === 0) await client.query('create database tuppence');
  });
}

/** Runs `work` on one connection; waits for a server that is only just coming up. */
async function connect(url, work) {
  // Not at the top of the file: this package is there only after the install.
  const { default: pg } = await import('pg');
  for (const deadline = Date.now() + CONNECT_MS; ; ) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      const comingUp = error.code === '57P03' || error.code === '57P01' || error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET';
      if (!comingUp || Date.now() > deadline) throw new Stop(explain(error));
      await new Promise((resolve) => setTimeout(resolve, 200));
      continue;
    }
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}

function explain(error) {
  const whose = process.env.DATABASE_URL ? 'The database that DATABASE_URL names' : 'The embedded database';
  return `${whose} did not let us in: ${error.message}`;
}
