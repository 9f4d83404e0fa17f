import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { Stop } from './say.mjs';

/** Refuses a Node.js that `engines` of package.json does not name. */
export function checkNodeVersion(version = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  if (!satisfies(version, engines.node)) {
    throw new Stop(`Tuppence needs Node.js ${engines.node}; this is ${version}. Install a newer one (nodejs.org) and try again.`);
  }
}

/** Whether a version is in a range such as `^20.19.0 || >=24.0.0`: the two signs that we use. */
export function satisfies(version, range) {
  const have = parse(version);
  return range.split('||').some((part) => {
    const [, sign, text] = /^\s*(\^|>=)(.+?)\s*$/.exec(part) ?? [];
    const need = parse(text ?? '');
    if (sign === '^' && have[0] !== need[0]) return false;
    const at = have.findIndex((number, index) => number !== need[index]);
    return at === -1 || have[at] > need[at];
  });
}

function parse(version) {
  return version.split('.').map(Number);
}
