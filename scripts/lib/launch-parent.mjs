import { basename } from 'node:path';
import { commandOf, parentOf } from './processes.mjs';

const LOOK_MS = 500;

/**
 * Calls `onGone` once npm, which started us, is gone without a word (`kill -9`). Started by hand
 * and not by npm, a parent that goes away is nothing unusual: a shell that ended.
 */
export function watchLaunchingNpm(onGone) {
  if (!process.env.npm_lifecycle_event) return () => undefined;
  const parent = process.ppid;
  // npm runs a script through a shell, which usually becomes the script; where it stays, npm is
  // one step further up.
  const isShell = /^(sh|bash|dash|ash|zsh|busybox)$/.test(basename(commandOf(parent).split(' ')[0] ?? ''));
  const grandparent = isShell ? parentOf(parent) : null;
  const timer = setInterval(() => {
    if (process.ppid === parent && (grandparent === null || parentOf(parent) === grandparent)) return;
    clearInterval(timer);
    onGone();
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
