import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/paths.mjs';

/**
 * `node scripts/mend-lockfile.mjs`, after `npm install <name>` on a machine whose registry is a
 * mirror without the packages of other systems. npm leaves what it cannot find out of the lockfile
 * and then refuses that lockfile everywhere (`npm ci`: "Missing … from lock file"). The versions are
 * pinned by the packages that ask for them, and the system stands in their names, so both can be
 * written down without the registry; only their checksums stay unknown.
 */
const SYSTEMS = { android: 'android', darwin: 'darwin', freebsd: 'freebsd', linux: 'linux', netbsd: 'netbsd', openbsd: 'openbsd', openharmony: 'openharmony', sunos: 'sunos', win32: 'win32', windows: 'win32' };
const CPUS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

const file = path.join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = missingFrom(lock.packages);
Object.assign(lock.packages, added);
const ordered = Object.entries(lock.packages).sort(([one], [other]) => one.localeCompare(other, 'en'));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(ordered) }, null, 2)}\n`);
process.stdout.write(`${Object.keys(added).length} packages of other systems added\n`);

function missingFrom(packages) {
  const missing = {};
  for (const [parent, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isThere(packages, parent, name)) missing[`node_modules/${name}`] = describe(name, version, entry.dev);
    }
  }
  return missing;
}

/** Looks where Node would: in the parent's own folder, then in each one above. */
function isThere(packages, parent, name) {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder.includes('/node_modules/')) return packages[`node_modules/${name}`] !== undefined;
  }
}

function describe(name, version, dev) {
  const words = name.split('/').at(-1).split('-');
  const system = words.map((word) => SYSTEMS[word]).find(Boolean);
  const cpu = words.find((word) => CPUS.includes(word));
  return {
    version: version.replace(/^[\^~]/, ''),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(dev ? { dev: true } : {}),
    ...(system === 'linux' && words.includes('musl') ? { libc: ['musl'] } : {}),
    ...(system === 'linux' && words.includes('gnu') ? { libc: ['glibc'] } : {}),
    optional: true,
    ...(system ? { os: [system] } : {}),
  };
}
