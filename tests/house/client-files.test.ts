import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ourTypeScript, root } from '../support/sources';

/** What of lib a browser may have: the client-safe part of a room, and the pure part of the ground. */
const FOR_BROWSERS = /^lib\/(?:[^/]+\/input\.ts|(?:money|dates|forms|errors)\/[^/]+\.ts)$/;

const clientFiles = ourTypeScript()
  .filter((file) => /^['"]use client['"]/.test(file.text.trimStart()))
  .map((file) => file.name);

test('there are client files, so that this test can fail', () => {
  expect(clientFiles.length).toBeGreaterThan(0);
});

test('a client file reaches nothing of lib but input.ts and the pure ground, and no database', async () => {
  const { output } = await cruise(
    clientFiles,
    { baseDir: root, doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: false },
    { extensions: ['.ts', '.tsx', '.js'] },
    { tsConfig: extractTsConfig(path.join(root, 'tsconfig.json')) },
  );
  const reached = (output as ICruiseResult).modules.map((module) => module.source).filter((name) => /^(lib|db|sandbox|app\/.*actions)/.test(name));
  expect(reached.filter((name) => !FOR_BROWSERS.test(name))).toEqual([]);
});
