import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { runTool } from './run-tool.mjs';

const preload = pathToFileURL(path.join(root, 'scripts', 'lib', 'exit-with-parent.mjs')).href;

/** The arguments with which Node runs a TypeScript file of ours through tsx. */
export function entryArguments(entry, args = []) {
  return ['--import', preload, '--import', 'tsx', path.join(root, entry), ...args];
}

/** Runs a TypeScript file of ours to its end; its output is shown only when it fails. */
export function runEntry(entry, args, env, failure, { show = false } = {}) {
  return runTool(process.execPath, entryArguments(entry, args), { env, failure, show });
}
