import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leavePostgres, joinPostgres, revivePostgres } from '../../scripts/lib/postgres-leases.mjs';
import { clusterFolder, ensureCluster, runningServer, stopServer } from '../../scripts/lib/postgres-server.mjs';
import { isAlive, waitUntilGone } from '../../scripts/lib/processes.mjs';
import { serverFiles } from '../../scripts/lib/server-files.mjs';
import { databaseUser } from '../../scripts/lib/system-user.mjs';

const user = databaseUser();
const folder = mkdtempSync(path.join(tmpdir(), 'tuppence-embedded-'));
const server = { folder, user, programs: serverFiles(user) };
const password = 'a password of this test';

beforeAll(async () => {
  chmodSync(folder, user ? 0o711 : 0o700);
  await ensureCluster({ ...server, password, throwaway: true });
});
afterAll(async () => {
  await stopServer(folder);
  rmSync(folder, { recursive: true });
});

async function query(port: number, statement: string, secret = password): Promise<pg.QueryResult> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'tuppence', password: secret, database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

function pidOf(): number {
  const running = runningServer(folder);
  if (!running) throw new Error('the server does not run');
  return running.pid;
}

test('it listens on loopback only, without a socket file, and asks for the password', async () => {
  const port = await joinPostgres(server);
  const { rows } = await query(port, "select current_setting('listen_addresses') as listen, current_setting('unix_socket_directories') as sockets");
  expect(rows).toEqual([{ listen: '127.0.0.1', sockets: '' }]);
  await expect(query(port, 'select 1', 'another password')).rejects.toThrow(/password authentication failed/);
  await leavePostgres(folder);
});

test('it never runs as root, and its data belong to whom it runs as', async () => {
  await joinPostgres(server);
  const status = readFileSync(`/proc/${pidOf()}/status`, 'utf8');
  expect(status).not.toMatch(/^Uid:\s+0\b/m);
  expect(statSync(clusterFolder(folder)).uid).toBe(user?.uid ?? process.getuid?.());
  expect(statSync(clusterFolder(folder)).mode & 0o077).toBe(0);
  await leavePostgres(folder);
});

test('the second command joins the running server, and only the last to leave stops it', async () => {
  const port = await joinPostgres(server);
  const pid = pidOf();
  const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  const lease = path.join(folder, 'postgres-users', String(other.pid));
  writeFileSync(lease, readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '');
  expect(await joinPostgres(server)).toBe(port);
  await leavePostgres(folder);
  expect(isAlive(pid), 'the other one still needs it').toBe(true);

  other.kill('SIGKILL');
  await waitUntilGone(other.pid ?? 0, 5_000);
  await joinPostgres(server);
  await leavePostgres(folder);
  expect(isAlive(pid), 'a killed command needs nothing').toBe(false);
  expect(existsSync(lease)).toBe(false);
});

test('it comes back on the port it had before', async () => {
  const port = await joinPostgres(server);
  await leavePostgres(folder);
  expect(await joinPostgres(server)).toBe(port);
  await leavePostgres(folder);
});

test('what was committed before a kill -9 of the server is there after it is revived on its port', async () => {
  const port = await joinPostgres(server);
  await query(port, 'create table kept (number int)');
  await query(port, 'insert into kept values (7)');
  const pid = pidOf();
  process.kill(pid, 'SIGKILL');
  await waitUntilGone(pid, 5_000);
  expect(runningServer(folder), 'the file of a dead server is no server').toBeNull();
  await revivePostgres(server, port);
  expect((await query(port, 'select number from kept')).rows).toEqual([{ number: 7 }]);
  await leavePostgres(folder);
});

test('a stale file that names a living process which is no server does not keep it from starting', async () => {
  const file = path.join(clusterFolder(folder), 'postmaster.pid');
  writeFileSync(file, `${process.pid}\n${clusterFolder(folder)}\n1\n5432\n\n127.0.0.1\n`, { mode: 0o600 });
  expect(runningServer(folder)).toBeNull();
  const port = await joinPostgres(server);
  expect((await query(port, 'select 1 as one')).rows).toEqual([{ one: 1 }]);
  await leavePostgres(folder);
});

test('an interrupted first start leaves no half-made cluster behind', async () => {
  const other = mkdtempSync(path.join(tmpdir(), 'tuppence-embedded-'));
  chmodSync(other, user ? 0o711 : 0o700);
  const broken = { ...server, folder: other, programs: path.join(other, 'no-programs') };
  await expect(ensureCluster({ ...broken, password, throwaway: true })).rejects.toThrow();
  expect(existsSync(clusterFolder(other))).toBe(false);
  rmSync(other, { recursive: true });
});
