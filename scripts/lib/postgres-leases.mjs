import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './locks.mjs';
import { ensureCluster, runningServer, startServer, stopServer } from './postgres-server.mjs';
import { birthOf, isAlive } from './processes.mjs';

/**
 * Several commands share one server: `npm start`, a bench, `npm run ledger:verify`. Each holds a
 * lease, a file with its process id; who gives back the last one stops the server. A command that
 * was killed cannot give back, so dead holders do not count.
 */
const WAIT_MS = 90_000;

/**
 * Takes a lease for this process and sees that the server runs; answers its port. With a
 * `password` (of the cluster's owner) it makes the cluster when there is none.
 */
export function joinPostgres(server) {
  return withLock(lockFile(server.folder), WAIT_MS, async () => {
    if (server.password) await ensureCluster(server);
    mkdirSync(leases(server.folder), { recursive: true });
    writeFileSync(leaseFile(server.folder, process.pid), birthOf(process.pid));
    const running = runningServer(server.folder);
    if (running) return running.port;
    const port = await startServer({ ...server, port: rememberedPort(server.folder) });
    writeFileSync(portFile(server.folder), String(port));
    return port;
  });
}

/** Starts the server again after it died under its users: on the port that they all know. */
export function revivePostgres(server, port) {
  return withLock(lockFile(server.folder), WAIT_MS, async () => {
    if (!runningServer(server.folder)) await startServer({ ...server, port, mayMove: false });
  });
}

/** Gives back the lease of `holder`; the last one stops the server. */
export function leavePostgres(folder, holder = process.pid) {
  return withLock(lockFile(folder), WAIT_MS, async () => {
    rmSync(leaseFile(folder, holder), { force: true });
    if (livingHolders(folder).length === 0) await stopServer(folder);
  });
}

function livingHolders(folder) {
  mkdirSync(leases(folder), { recursive: true });
  return readdirSync(leases(folder)).filter((name) => {
    const file = path.join(leases(folder), name);
    const pid = Number(name);
    if (isAlive(pid) && birthOf(pid) === readFileSync(file, 'utf8')) return true;
    rmSync(file, { force: true });
    return false;
  });
}

function leases(folder) {
  return path.join(folder, 'postgres-users');
}

function leaseFile(folder, pid) {
  return path.join(leases(folder), String(pid));
}

function lockFile(folder) {
  return path.join(folder, 'postgres.lock');
}

function portFile(folder) {
  return path.join(folder, 'postgres.port');
}

function rememberedPort(folder) {
  try {
    return Number(readFileSync(portFile(folder), 'utf8')) || null;
  } catch {
    return null;
  }
}
