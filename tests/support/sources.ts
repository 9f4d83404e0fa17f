import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..', '..');

export type SourceFile = { name: string; text: string };

/** Every file of the house: what git tracks or would, without what it ignores. */
export function houseFiles(pattern: RegExp): SourceFile[] {
  const listed = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
  return [...new Set(listed.split('\0'))]
    .filter((name) => name !== '' && pattern.test(name) && existsSync(path.join(root, name)))
    .sort()
    .map((name) => ({ name, text: readFileSync(path.join(root, name), 'utf8') }));
}

/** What TypeScript we wrote ourselves. */
export function ourTypeScript(): SourceFile[] {
  return houseFiles(/\.tsx?$/).filter((file) => !file.name.endsWith('.d.ts'));
}
