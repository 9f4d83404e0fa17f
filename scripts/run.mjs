import { checkNodeVersion } from './lib/node-version.mjs';
import { failWith } from './lib/say.mjs';

/**
 * `node scripts/run.mjs [--owner] <file.ts> [arguments]`: runs one of our programs (a job, the
 * audit, a bench) with the database and environment that `npm start` gives its own; `--owner` with
 * the right to make databases.
 */
try {
  checkNodeVersion();
  const { runProgram } = await import('./lib/run-program.mjs');
  process.exitCode = await runProgram(process.argv.slice(2));
} catch (error) {
  failWith(error);
}
