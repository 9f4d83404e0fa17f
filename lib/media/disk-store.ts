import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { MediaStore } from './store';

/**
 * Files in a folder of this machine. A file is written under another name, synced and renamed, so
 * that whoever reads it finds all of it or nothing, also after a crash.
 */
export function createDiskStore(folder: string): MediaStore {
  const root = path.resolve(folder);
  return {
    async put(name, bytes) {
      const target = path.join(root, name);
      await mkdir(path.dirname(target), { recursive: true });
      const draft = `${target}.${randomBytes(6).toString('hex')}.draft`;
      try {
        await writeThrough(draft, bytes);
        await rename(draft, target);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    async get(name) {
      try {
        return await readFile(path.join(root, name));
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return null;
        throw error;
      }
    },
    async remove(name) {
      const target = path.join(root, name);
      await rm(target, { force: true });
      await rmdir(path.dirname(target)).catch(() => undefined);
    },
  };
}

async function writeThrough(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'wx', 0o644);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
