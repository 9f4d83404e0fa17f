import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { birthOf, isAlive } from './processes.mjs';

/**
 * Takes a lock file for this process, or answers what its living holder wrote there. A holder that
 * was killed leaves its file behind; whoever comes next sees that and takes it over. The file
 * appears whole (written aside, then linked), so nobody ever reads half of it.
 */
export function takeLock(file, content = {}) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ ...content, pid: process.pid, birth: birthOf(process.pid) }), { mode: 0o600 });
  try {
    for (;;) {
      try {
        linkSync(draft, file);
        return { taken: true, release: () => releaseLock(file) };
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const holder = readLock(file);
      if (holder) return { taken: false, holder };
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Rewrites what the lock of this process says, for whoever finds it taken. */
export function updateLock(file, content) {
  const text = JSON.stringify({ ...content, pid: process.pid, birth: birthOf(process.pid) });
  writeFileSync(file, text, { mode: 0o600 });
}

/** What the living holder of a lock wrote, or null when nobody holds it. */
export function readLock(file) {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8'));
    return isAlive(holder.pid) && birthOf(holder.pid) === holder.birth ? holder : null;
  } catch {
    return null;
  }
}

/** Runs `work` while holding a lock that others wait for, at most `limitMs`. */
export async function withLock(file, limitMs, work) {
  for (const deadline = Date.now() + limitMs; ; ) {
    const lock = takeLock(file);
    if (lock.taken) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (Date.now() > deadline) throw new Error(`${file} is held by process ${lock.holder.pid}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function releaseLock(file) {
  if (readLock(file)?.pid === process.pid) rmSync(file, { force: true });
}
