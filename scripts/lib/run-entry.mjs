import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { runTool } from './run-tool.mjs';

const preload = pathToFileURL(path.join(root, 'scripts', 'lib', 'exit-with-parent.mjs')).href;

/**
 * Rendering a page, or a batch of bills, makes much short-lived garbage; with room for a few pages'
 * worth the young generation is swept less often. That is a tenth of a render's processor time and a
 * sixth of an evening's bills (measured by `npm run bench page` and `billing`).
 */
const roomy = '--max-semi-space-size=64';
const busy = new Set(['server.ts', 'lib/jobs/worker.ts', 'lib/jobs/cli.ts', 'tests/bench/run.ts']);

/** The arguments with which Node runs a TypeScript file of ours through tsx. */
export function entryArguments(entry, args = []) {
  return [...(busy.has(entry) ? [roomy] : []), '--import', preload, '--import', 'tsx', path.join(root, entry), ...args];
}

/** Runs a TypeScript file of ours to its end; its output is shown only when it fails. */
export function runEntry(entry, args, env, failure, { show = false } = {}) {
  return runTool(process.execPath, entryArguments(entry, args), { env, failure, show });
}
