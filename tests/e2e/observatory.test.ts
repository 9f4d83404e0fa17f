import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { useApp } from '../support/app';

const app = useApp({ worker: false });

/** What cannot pass over plain HTTP on this machine; tests/server/headers.test.ts holds it for https. */
const ONLY_BEHIND_TLS = ['redirection', 'strict-transport-security'];
/** The scanner's own scale: A+ begins here (its src/grader/charts.js). */
const A_PLUS = 100;

type Result = { pass: boolean; result: string; scoreModifier: number };

/** The scanner that stands behind MDN's Observatory, run here instead of on their site. */
async function scan(host: string): Promise<Record<string, Result>> {
  const entry = createRequire(import.meta.url).resolve('@mdn/mdn-http-observatory');
  // Its install script would fetch this list of other people's sites; ours is on none.
  const preloaded = path.resolve(path.dirname(entry), '../conf/hsts-preload.json');
  if (!existsSync(preloaded)) writeFileSync(preloaded, '{}');
  const scanner: { scan: (host: string) => Promise<{ tests: Record<string, Result> }> } = await import(entry);
  return (await scanner.scan(host)).tests;
}

test.each(['/', '/explore', '/fees', '/sign-in', '/terms'])('the headers of "%s" earn an A+ of Mozilla’s Observatory', async (address) => {
  const tests = await scan(new URL(app().url).host + address);
  const failed = Object.entries(tests).filter(([name, { pass }]) => !pass && !ONLY_BEHIND_TLS.includes(name));
  expect(failed.map(([name, { result }]) => `${name}: ${result}`)).toEqual([]);
  const score = Object.entries(tests)
    .filter(([name]) => !ONLY_BEHIND_TLS.includes(name))
    .reduce((sum, [, { scoreModifier }]) => sum + scoreModifier, 100);
  expect(score).toBeGreaterThanOrEqual(A_PLUS);
  expect(tests['content-security-policy']?.result).toBe('csp-implemented-with-no-unsafe-default-src-none');
});
