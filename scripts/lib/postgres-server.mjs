import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { commandOf, isAlive, waitUntilGone } from './processes.mjs';
import { Stop } from './say.mjs';
import { asUser } from './system-user.mjs';

/**
 * One PostgreSQL cluster in `folder`/postgres, run by programs in `programs` as `user`. Nothing
 * here knows who uses the server; postgres-leases.mjs counts that.
 */
const START_SECONDS = 60;
const STOP_MS = 30_000;

const SETTINGS = `
# Tuppence: loopback only, no socket file; the port is given at the start.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
timezone = 'UTC'
log_timezone = 'UTC'
max_connections = 200
`;

/** A throwaway cluster need not survive the machine, only its own processes. */
const THROWAWAY_SETTINGS = `
fsync = off
full_page_writes = off
max_wal_size = '256MB'
`;

export function clusterFolder(folder) {
  return path.join(folder, 'postgres');
}

/** Makes the cluster when there is none; an interrupted attempt leaves none. */
export async function ensureCluster({ folder, programs, user, password, throwaway = false }) {
  const cluster = clusterFolder(folder);
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return;
  // Its own folder, because the database's user may write nowhere else.
  const draft = mkdtempSync(path.join(folder, 'postgres-'));
  const secret = path.join(draft, 'password');
  const made = path.join(draft, 'cluster');
  try {
    writeFileSync(secret, `${password}\n`, { mode: 0o600 });
    mkdirSync(made, { mode: 0o700 });
    if (user) for (const name of [draft, secret, made]) chownSync(name, user.uid, user.gid);
    const options = ['--username=tuppence', `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums'];
    if (throwaway) options.push('--no-sync');
    await run(path.join(programs, 'bin', 'initdb'), ['-D', made, ...options], user, 'PostgreSQL could not make its data folder');
    appendFileSync(path.join(made, 'postgresql.conf'), SETTINGS + (throwaway ? THROWAWAY_SETTINGS : ''));
    renameSync(made, cluster);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The server that runs on this cluster now, or null; what a killed one left behind is no server. */
export function runningServer(folder) {
  const cluster = clusterFolder(folder);
  let lines;
  try {
    lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!pid || !isAlive(pid)) return null;
  const command = commandOf(pid);
  if (command && !(command.includes('postgres') && command.includes(cluster))) return null;
  return { pid, port: Number(lines[3]) };
}

/**
 * Starts the server on `port`, or on a free one when null or taken and `mayMove` is set.
 *
 * @returns the port it listens on
 */
export async function startServer({ folder, programs, user, port, mayMove = true }) {
  const cluster = clusterFolder(folder);
  for (let attempt = 1; ; attempt += 1) {
    const chosen = port && (!mayMove || (await isFree(port))) ? port : await freePort();
    if (!runningServer(folder)) rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
    try {
      await run(
        path.join(programs, 'bin', 'pg_ctl'),
        ['start', '-D', cluster, '-w', '-t', String(START_SECONDS), '-s', '-l', path.join(cluster, 'server.log'), '-o', `-p ${chosen}`],
        user,
        'PostgreSQL did not start',
      );
      return chosen;
    } catch (error) {
      // Processes of a killed server take a moment to go, and somebody may have taken the port.
      if (attempt >= 5) throw new Stop(`${error.message}\nIts log: ${path.join(cluster, 'server.log')}\n${tail(path.join(cluster, 'server.log'))}`);
      await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
    }
  }
}

/** Stops the server: no new work and a clean end, or, after half a minute, an end at once. */
export async function stopServer(folder) {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL']) {
    const server = runningServer(folder);
    if (!server) return;
    process.kill(server.pid, signal);
    if (await waitUntilGone(server.pid, STOP_MS)) return;
  }
}

/** Runs one of PostgreSQL's programs; what a started server inherits must not keep us waiting. */
function run(program, args, user, failure) {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
    const child = spawn(program, args, { ...asUser(user), env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Stop(`${failure}:\n${Buffer.concat(output).toString('utf8').trim()}`));
      child.stdout.destroy();
      child.stderr.destroy();
    });
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function tail(file) {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(-15).join('\n');
  } catch {
    return '';
  }
}
