import { spawn } from 'node:child_process';
import { guardChild } from './guard-client.mjs';
import { root } from './paths.mjs';
import { signalGroup } from './processes.mjs';
import { Stop } from './say.mjs';

const running = new Set();
let stopped = false;

/**
 * Runs a program to its end in a process group of its own. Its output is kept and shown only when
 * it fails, unless `show` is set.
 *
 * @throws Stop with `failure` when it does not end well
 */
export async function runTool(command, args, { env = {}, show = false, failure, cwd = root } = {}) {
  const [file, ...before] = Array.isArray(command) ? command : [command];
  const child = spawn(file, [...before, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    detached: process.platform !== 'win32',
  });
  const output = [];
  child.stdout?.on('data', (chunk) => output.push(chunk));
  child.stderr?.on('data', (chunk) => output.push(chunk));
  const release = guardChild(child);
  running.add(child);
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve(status ?? signal));
  }).finally(() => {
    running.delete(child);
    release();
  });
  const text = Buffer.concat(output).toString('utf8');
  if (code === 0) return text;
  // What was told to stop has nothing to explain.
  if (!show && !stopped) process.stderr.write(`\n${text.slice(-8_000)}\n`);
  throw new Stop(failure ?? `${[file, ...args].join(' ')} ended with ${code}.`);
}

/** Ends every tool that is under way, with all it has started. */
export function stopTools() {
  stopped = true;
  for (const child of running) signalGroup(child.pid, 'SIGTERM');
}
