import { checkNodeVersion } from './lib/node-version.mjs';
import { failWith } from './lib/say.mjs';

/** `npm test`: everything a change must pass, from a fresh clone; `--long` adds the long proofs. */
try {
  checkNodeVersion();
  const { testAll } = await import('./lib/test-all.mjs');
  process.exitCode = await testAll({ long: process.argv.includes('--long') });
} catch (error) {
  failWith(error);
  process.stdout.write('\n0 passed, 1 failed\n');
}
