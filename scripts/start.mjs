import { checkNodeVersion } from './lib/node-version.mjs';
import { failWith } from './lib/say.mjs';

/**
 * `npm start` and `npm run dev` (--dev): from a fresh clone to a running Tuppence. Plain
 * JavaScript, because it runs before anything is installed.
 */
try {
  checkNodeVersion();
  const { runAll } = await import('./lib/run-all.mjs');
  await runAll({ dev: process.argv.includes('--dev') });
} catch (error) {
  failWith(error);
}
