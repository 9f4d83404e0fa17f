import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './paths.mjs';

let guard = null;
let closing = false;
const messages = new Map();

/**
 * Starts the guard (guard.mjs): a small process that outlives this one when it is killed without
 * warning and then stops what it left behind. It hears about each child as it comes and goes.
 */
export function startGuard() {
  if (guard) return;
  closing = false;
  guard = spawn(process.execPath, [path.join(root, 'scripts', 'lib', 'guard.mjs')], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  guard.stdin.on('error', () => undefined);
  guard.once('exit', () => {
    guard = null;
    if (!closing) startGuard();
  });
  guard.unref();
  guard.stdin.unref?.();
  for (const message of messages.values()) tell(message);
}

/** Puts a child (leader of its own process group) under guard; call the answer when it has ended. */
export function guardChild(child) {
  if (!child.pid) return () => undefined;
  return remember(`child ${child.pid}`, { watch: child.pid }, { forget: child.pid });
}

/** Lets the guard give back our share in a database server when we cannot. */
export function guardLease(folder) {
  return remember(`lease ${folder}`, { lease: folder, holder: process.pid }, { leaseGiven: folder });
}

/** Ends the guard after everything it watched has ended. */
export async function endGuard() {
  if (!guard) return;
  closing = true;
  const ended = new Promise((resolve) => guard.once('exit', resolve));
  guard.ref();
  guard.stdin.end();
  await ended;
}

function remember(key, message, undo) {
  messages.set(key, message);
  tell(message);
  return () => {
    messages.delete(key);
    tell(undo);
  };
}

function tell(message) {
  guard?.stdin.write(`${JSON.stringify(message)}\n`);
}
