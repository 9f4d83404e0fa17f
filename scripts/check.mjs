import { checkNodeVersion } from './lib/node-version.mjs';
import { failWith } from './lib/say.mjs';

/** `npm run check`: the fast part of the tests, which needs neither a database nor a browser. */
try {
  checkNodeVersion();
  const { checkFast } = await import('./lib/test-all.mjs');
  process.exitCode = await checkFast();
} catch (error) {
  failWith(error);
}
