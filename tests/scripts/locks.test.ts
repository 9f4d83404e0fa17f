import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readLock, takeLock, withLock } from '../../scripts/lib/locks.mjs';
import { birthOf } from '../../scripts/lib/processes.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'tuppence-locks-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a lock is taken once, and tells the second who holds it and where that one runs', () => {
  const file = path.join(folder, 'start.lock');
  const first = takeLock(file, { url: 'http://localhost:3000' });
  expect(first.taken).toBe(true);
  const second = takeLock(file);
  expect(second).toMatchObject({ taken: false, holder: { pid: process.pid, url: 'http://localhost:3000' } });
  first.release?.();
  expect(takeLock(file).taken).toBe(true);
  expect(readdirSync(folder), 'no drafts are left').toEqual(['start.lock']);
});

test('the lock of a process that is gone, or whose number another has now, is nobody\'s', () => {
  const file = path.join(folder, 'stale.lock');
  for (const holder of [{ pid: 2 ** 22 - 1, birth: '1' }, { pid: process.pid, birth: 'another moment' }, 'half a fi']) {
    writeFileSync(file, typeof holder === 'string' ? holder : JSON.stringify(holder));
    expect(readLock(file)).toBeNull();
    const taken = takeLock(file);
    expect(taken.taken).toBe(true);
    taken.release?.();
  }
  expect(birthOf(process.pid)).not.toBe('');
});

test('work under a lock is done one after the other', async () => {
  const file = path.join(folder, 'work.lock');
  let inside = 0;
  let most = 0;
  await Promise.all([1, 2, 3].map(() => withLock(file, 10_000, async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  })));
  expect(most).toBe(1);
});
