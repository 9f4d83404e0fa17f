import { checkNodeVersion } from './lib/node-version.mjs';
import { failWith } from './lib/say.mjs';

/**
 * `node scripts/run.mjs [--owner] [--as-is] <file.ts> [arguments]`: runs one of our programs (a job,
 * the audit, a bench) with the database and environment that `npm start` gives its own; `--owner` with
 * the right to make databases, `--as-is` on the database as it stands, neither migrated nor with a
 * sandbox beside it (a backup before an update, a restore into nothing).
 */
try {
  checkNodeVersion();
  const { runProgram } = await import('./lib/run-program.mjs');
  process.exitCode = await runProgram(process.argv.slice(2));
} catch (error) {
  failWith(error);
}
