import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openThrowawayPostgres, type ThrowawayPostgres } from '../../support/cluster';
import { MUTANTS, type Mutant } from './mutants';

const LONG = process.env.TUPPENCE_LONG === '1';
const mutants = MUTANTS.filter(({ isInShortForm }) => LONG || isInShortForm);
const root = path.join(import.meta.dirname, '../../..');
const MINUTES = 60_000;

let copy: string;
let postgres: ThrowawayPostgres;

// A copy of the house to break, and a server of its own, because every broken migration becomes a
// database template there.
beforeAll(async () => {
  postgres = await openThrowawayPostgres();
  copy = mkdtempSync(path.join(tmpdir(), 'tuppence-mutants-'));
  const parts = ['db', 'lib', 'scripts', 'tests/support', 'tests/lib/ledger', 'package.json', 'tsconfig.json', 'vitest.config.ts'];
  for (const part of parts) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
}, 2 * MINUTES);

afterAll(async () => {
  await postgres.stop();
  rmSync(copy, { recursive: true, force: true });
});

test('the tests of posting pass where nothing is broken', async () => {
  const { passed, output } = await runTests('posting immutable');
  expect(passed, output).toBe(true);
}, 3 * MINUTES);

for (const mutant of mutants) {
  test(`they fail when ${mutant.name}`, async () => {
    await withMutant(mutant, async () => {
      const { passed, output } = await runTests('posting immutable model');
      expect(passed, output).toBe(false);
      // It is a test that failed, not the copy that could not run.
      expect(output).toMatch(/AssertionError|DrizzleQueryError|Failed query|Invariant violated|Property failed/);
    });
  }, 5 * MINUTES);
}

async function withMutant({ file, find, put }: Mutant, work: () => Promise<void>): Promise<void> {
  const target = path.join(copy, file);
  const whole = readFileSync(target, 'utf8');
  expect(whole.split(find), `"${find}" stands once in ${file}`).toHaveLength(2);
  writeFileSync(target, whole.replace(find, () => put));
  try {
    await work();
  } finally {
    writeFileSync(target, whole);
  }
}

/** Runs tests of the copy until one fails. */
function runTests(names: string): Promise<{ passed: boolean; output: string }> {
  const files = names.split(' ').map((name) => `tests/lib/ledger/${name}.test.ts`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--bail', '1', ...files], {
      cwd: copy,
      env: { ...process.env, DATABASE_URL: postgres.url, TUPPENCE_LONG: '0', TUPPENCE_LEDGER_RUNS: '150', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('exit', (code) => resolve({ passed: code === 0, output: Buffer.concat(output).toString('utf8').slice(-6_000) }));
  });
}
