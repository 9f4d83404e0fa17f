import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterAll, expect, test } from 'vitest';
import { root } from '../support/sources';

const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
const ENTRANCES = ['app', 'components', 'db', 'lib', 'sandbox', 'tests', 'server.ts', 'instrumentation.ts'];
const fixtures: string[] = [];
afterAll(() => {
  for (const folder of fixtures) rmSync(folder, { recursive: true });
});

/** The broken rules of the house at `folder`, as "rule: from → to". */
async function violations(folder: string, entrances: string[]): Promise<string[]> {
  const { output } = await cruise(
    entrances,
    { ...config.options, baseDir: folder, validate: true, ruleSet: { forbidden: config.forbidden } },
    undefined,
    { tsConfig: extractTsConfig(path.join(root, 'tsconfig.json')) },
  );
  return (output as ICruiseResult).summary.violations.map((found) => `${found.rule.name}: ${found.from} → ${found.to}`);
}

test('arrows only go down, through doors, and never in a circle', async () => {
  expect(await violations(root, ENTRANCES)).toEqual([]);
});

test.each<[rule: string, files: Record<string, string>]>([
  ['ground-floor-looks-up', { 'lib/money/index.ts': "import '../ledger/index';", 'lib/ledger/index.ts': '' }],
  ['first-floor-looks-up', { 'lib/stripe/index.ts': "import '../payments/index';", 'lib/payments/index.ts': '' }],
  ['second-floor-looks-up', { 'lib/payments/index.ts': "import '../tips/index';", 'lib/tips/index.ts': '' }],
  ['third-floor-looks-up', { 'lib/tips/index.ts': "import '../webhooks/index';", 'lib/webhooks/index.ts': '' }],
  ['ground-reaches-out', { 'lib/money/index.ts': "import '../../db/client';", 'db/client.ts': '' }],
  ['room-on-no-floor', { 'app/a.ts': "import '../lib/cellar/index';", 'lib/cellar/index.ts': '' }],
  ['past-the-door', { 'lib/tips/index.ts': "import '../ledger/write';", 'lib/ledger/write.ts': '' }],
  ['past-the-door-from-outside', { 'app/a.ts': "import '../lib/ledger/write';", 'lib/ledger/write.ts': '' }],
  ['database-above-ground', { 'db/client.ts': "import '../lib/ledger/index';", 'lib/ledger/index.ts': '' }],
  ['lib-looks-outside', { 'lib/tips/index.ts': "import '../../app/a';", 'app/a.ts': '' }],
  ['component-reaches-out', { 'components/a.tsx': "import '../lib/tips/index';", 'lib/tips/index.ts': '' }],
  ['sandbox-is-imported', { 'app/a.ts': "import '../sandbox/a';", 'sandbox/a.ts': '' }],
  ['sandbox-knows-us', { 'sandbox/a.ts': "import '../lib/tips/index';", 'lib/tips/index.ts': '' }],
  ['server-loads-auth', { 'server.ts': "import './lib/tips/index';", 'lib/tips/index.ts': "import '../auth/index';", 'lib/auth/index.ts': '' }],
  ['tests-are-imported', { 'app/a.ts': "import '../tests/a';", 'tests/a.ts': '' }],
  ['circle', { 'lib/tips/a.ts': "import './b'; export const a = 1;", 'lib/tips/b.ts': "import './a'; export const b = 1;" }],
  ['nowhere', { 'lib/tips/a.ts': "import './nothing-here';" }],
  ['next-outside-its-rooms', { 'lib/tips/a.ts': "import 'next';", 'node_modules/next/package.json': '{"name":"next","main":"a.js"}', 'node_modules/next/a.js': '' }],
  ['stripe-outside-its-room', { 'lib/tips/a.ts': "import 'stripe';", 'node_modules/stripe/package.json': '{"name":"stripe","main":"a.js"}', 'node_modules/stripe/a.js': '' }],
])('the rule %s bites', async (rule, files) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tuppence-floors-'));
  fixtures.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const entrances = [...new Set(Object.keys(files).map((name) => name.split('/')[0] ?? ''))].filter((name) => name !== 'node_modules');
  const found = await violations(folder, entrances);
  expect(found.map((violation) => violation.split(':')[0])).toContain(rule);
});
