import { createInterface } from 'node:readline';
import { isAlive, signalGroup, waitUntilGone } from './processes.mjs';
import { leavePostgres } from './postgres-leases.mjs';

/**
 * Lives as long as the command that started it and ends what that command left behind. Whether the
 * command ended well or was killed, its end of our standard input closes; in the first case there
 * is nothing left to do.
 */
const GRACE_MS = 12_000;
const children = new Set();
const leases = new Map();

// The terminal's signals are meant for the command, which tells us by ending.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

createInterface({ input: process.stdin }).on('line', note).on('close', () => void cleanUp());

function note(line) {
  const message = JSON.parse(line);
  if (message.watch) children.add(message.watch);
  if (message.forget) children.delete(message.forget);
  if (message.lease) leases.set(message.lease, message.holder);
  if (message.leaseGiven) leases.delete(message.leaseGiven);
}

async function cleanUp() {
  for (const pid of children) if (isAlive(pid)) signalGroup(pid, 'SIGTERM');
  await Promise.all([...children].map((pid) => waitUntilGone(pid, GRACE_MS)));
  // A group may outlive its leader; what is still in it now had its time.
  for (const pid of children) signalGroup(pid, 'SIGKILL');
  for (const [folder, holder] of leases) await leavePostgres(folder, holder);
  process.exit(0);
}
