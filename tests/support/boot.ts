import { spawn } from 'node:child_process';
import { entryFile } from './entries';
import { root } from './sources';

/** Boots the server as an operator would and answers its exit code and last words. */
export async function boot(env: Record<string, string | undefined>): Promise<{ code: number | null; words: string }> {
  const shell = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(PATH|HOME|TMPDIR|TUPPENCE_DIST)$/.test(name)));
  const child = spawn(process.execPath, [entryFile('server.ts')], {
    cwd: root,
    env: Object.assign({ NODE_ENV: 'production' as const }, shell, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      words += chunk.toString();
      // It serves: nothing refused it.
      if (words.includes('server.listening')) child.kill('SIGTERM');
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, words };
}
