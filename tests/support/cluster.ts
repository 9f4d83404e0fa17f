import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { migrate } from '@/db/migrate';

/** A PostgreSQL server that a test may kill, with one migrated database on it. */
export type ThrowawayPostgres = {
  url: string;
  /** Ends the whole server with SIGKILL, every process of it at once: no farewell, no checkpoint. */
  killServer: () => Promise<void>;
  /** Ends one of the processes that serve clients with SIGKILL; the server recovers by itself. */
  killBackend: () => void;
  /** Starts a killed server again, on its old port. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
};

/** A cluster of its own, which syncs to disk as a real one does; nothing else uses it. */
export async function openThrowawayPostgres(): Promise<ThrowawayPostgres> {
  const [{ guardLease, startGuard }, { joinPostgres, leavePostgres, revivePostgres }, servers, { serverFiles }, { databaseUser }, processes] =
    await Promise.all([
      import('../../scripts/lib/guard-client.mjs'),
      import('../../scripts/lib/postgres-leases.mjs'),
      import('../../scripts/lib/postgres-server.mjs'),
      import('../../scripts/lib/server-files.mjs'),
      import('../../scripts/lib/system-user.mjs'),
      import('../../scripts/lib/processes.mjs'),
    ]);
  const user = databaseUser();
  const folder = mkdtempSync(path.join(tmpdir(), 'tuppence-kill-'));
  chmodSync(folder, user ? 0o711 : 0o700);
  const server = { folder, user, programs: serverFiles(user) };
  startGuard();
  const release = guardLease(folder);
  const password = 'only-on-loopback-and-only-for-this-test';
  await servers.ensureCluster({ ...server, password });
  const port = await joinPostgres(server);
  const url = `postgres://tuppence:${password}@127.0.0.1:${port}/ledger`;
  await onServer(url, 'postgres', 'create database ledger');
  await migrate(url);

  const mainProcess = (): number => {
    const running = servers.runningServer(folder);
    if (!running) throw new Error('the server is not running');
    return running.pid;
  };
  return {
    url,
    async killServer() {
      const all = [mainProcess(), ...childrenOf(mainProcess())];
      all.forEach(killNow);
      await Promise.all(all.map((pid) => processes.waitUntilGone(pid, 10_000)));
    },
    killBackend() {
      const serving = childrenOf(mainProcess()).filter((pid) => /tuppence ledger/.test(processes.commandOf(pid)));
      serving.slice(0, 1).forEach(killNow);
    },
    start: () => revivePostgres(server, port),
    async stop() {
      await leavePostgres(folder);
      release();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function childrenOf(pid: number): number[] {
  const found = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  return found.stdout.split('\n').map(Number).filter((child) => child > 0);
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // A process that ended by itself in the meantime is as dead as we wanted it.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function onServer(url: string, database: string, statement: string): Promise<void> {
  const at = new URL(url);
  at.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: at.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
