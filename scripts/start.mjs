import { checkNodeVersion } from './lib/node-version.mjs';
import { failWith, Stop } from './lib/say.mjs';

/**
 * `npm start` and `npm run dev` (--dev): from a fresh clone to a running Tuppence. `--servers 2` runs
 * two servers beside one worker over one database, each on a port of its own. Plain JavaScript,
 * because it runs before anything is installed.
 */
try {
  checkNodeVersion();
  const { runAll } = await import('./lib/run-all.mjs');
  await runAll({ dev: process.argv.includes('--dev'), servers: readServers(process.argv) });
} catch (error) {
  failWith(error);
}

function readServers(args) {
  const at = args.indexOf('--servers');
  if (at === -1) return 1;
  const servers = Number(args[at + 1]);
  if (!Number.isInteger(servers) || servers < 1 || servers > 8) throw new Stop('--servers wants a number from 1 to 8.');
  if (servers > 1 && args.includes('--dev')) throw new Stop('Development is one server: --servers is for npm start.');
  return servers;
}
