import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runTool } from './run-tool.mjs';
import { root } from './paths.mjs';
import { step, Stop } from './say.mjs';

/**
 * Installs exactly what package-lock.json names, when that is not what stands in node_modules.
 * Install scripts stay off: a package's script would run with all our rights (SECURITY.md M06), and
 * none of ours is needed (the database's library links are made by server-files.mjs).
 */
export async function ensureInstalled() {
  if (isInstalled()) return false;
  await step('Installing packages', () => runTool(npmCommand(), ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    failure: 'npm ci failed (above). Tuppence needs the package registry once; check the network and try again.',
  }));
  if (!isInstalled()) throw new Stop('npm ci ended well, yet node_modules is not what package-lock.json names.');
  return true;
}

/** Whether npm's own record of node_modules names every package of the lockfile in its version. */
export function isInstalled() {
  const record = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const found = packagesOf(record);
  return Object.entries(wanted).every(
    // An optional package may be for another machine.
    ([name, entry]) => name === '' || entry.optional || entry.devOptional || found[name]?.version === entry.version,
  );
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** npm as it was called, so that `npm start` of one version does not install with another. */
function npmCommand() {
  const { npm_execpath: script } = process.env;
  if (script?.endsWith('.js') && script.includes('npm')) return [process.execPath, script];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}
