import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withLock } from './locks.mjs';
import { dataLink } from './paths.mjs';
import { say, Stop } from './say.mjs';
import { sharedFolder } from './server-files.mjs';
import { asUser } from './system-user.mjs';

/**
 * The folder that `.data` is, made when missing. PostgreSQL's user must be able to enter it: when
 * we are root and the clone lies where that user cannot go (a home with 0700), it becomes a folder
 * of its own under /var/lib, and `.data` a link there.
 */
export async function ensureDataFolder(user) {
  const clone = createHash('sha256').update(dataLink).digest('hex').slice(0, 16);
  return withLock(path.join(tmpdir(), `tuppence-${clone}.lock`), 10_000, () => makeDataFolder(user));
}

function makeDataFolder(user) {
  const found = lstatSync(dataLink, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() && !existsSync(dataLink)) rmSync(dataLink);
  if (!existsSync(dataLink)) mkdirSync(dataLink, { recursive: true });
  if (!user) return ownFolder();
  chmodSync(dataLink, 0o711);
  if (!canEnter(user)) moveToSharedFolder();
  if (!canEnter(user)) throw new Stop(`The user ${user.name} cannot enter ${realpathSync(dataLink)}. Set DATABASE_URL, or start as a normal user.`);
  return realpathSync(dataLink);
}

function ownFolder() {
  try {
    // Root without a database of its own leaves the folder as the database's user may need it.
    if (process.getuid?.() !== 0) chmodSync(dataLink, 0o700);
  } catch {
    throw new Stop('`.data` belongs to another user: start as that user, or move it away.');
  }
  return realpathSync(dataLink);
}

/** Only the right to pass through counts: 0711 lets nobody list the folder. */
function canEnter(user) {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', realpathSync(dataLink)], asUser(user)).status === 0;
}

function moveToSharedFolder() {
  mkdirSync(sharedFolder, { recursive: true, mode: 0o755 });
  const folder = mkdtempSync(path.join(sharedFolder, 'data-'));
  chmodSync(folder, 0o711);
  if (spawnSync('cp', ['-a', `${realpathSync(dataLink)}/.`, folder]).status !== 0) throw new Stop(`Could not copy .data to ${folder}.`);
  rmSync(dataLink, { recursive: true });
  symlinkSync(folder, dataLink);
  say(`  The database's user cannot enter this clone, so .data lies in ${folder}`);
}
