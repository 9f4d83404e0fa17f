import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { guardChild } from './guard-client.mjs';
import { root } from './paths.mjs';
import { signalGroup, waitUntilGone } from './processes.mjs';
import { entryArguments } from './run-entry.mjs';
import { say, Stop } from './say.mjs';

const LOG_LIMIT_BYTES = 5_000_000;
const KEPT_LINES = 30;
const READY_MS = 60_000;
const STOP_MS = 32_000;
/** A service that dies this often in a minute will not be well by itself. */
const DEATHS_PER_MINUTE = 5;

/**
 * Starts one of our processes and keeps it alive: one that dies is started again, each time after
 * a longer pause. One that never becomes ready, or dies again and again, is given up.
 *
 * @param options.isReady asked until it answers true; without it a message `{ready: true}` counts
 * @param options.echo whether its log lines go to our output, beside its log file
 * @param options.stopping told when a service that had been ready is given up (stopping.mjs)
 * @throws Stop when it does not become ready, or the end was asked for before it did
 */
export async function startService({ name, entry, args = [], env, logs, isReady, echo = false, stopping }) {
  const state = { child: null, stopping: false, deaths: [], everReady: false };
  const lines = [];
  const log = openLog(logs, name);

  function launch() {
    const child = spawn(process.execPath, entryArguments(entry, args), {
      cwd: root,
      env: { ...process.env, ...env, TUPPENCE_PROCESS: name },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    const release = guardChild(child);
    state.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
        log.write(`${line}\n`);
        if (echo) say(line);
        else if (state.everReady && line.includes('"level":"error"')) say(`  ${name}: ${line}`);
      });
    }
    child.on('error', () => undefined);
    child.on('exit', (code, signal) => {
      release();
      // What it started itself goes with it.
      signalGroup(child.pid, 'SIGKILL');
      if (!state.stopping && state.everReady) relaunchLater(signal ?? code);
    });
    return child;
  }

  function relaunchLater(cause) {
    const now = Date.now();
    state.deaths = [...state.deaths.filter((at) => now - at < 60_000), now];
    if (state.deaths.length > DEATHS_PER_MINUTE) {
      state.stopping = true;
      stopping.begin(new Stop(`The ${name} died ${state.deaths.length} times in a minute (last: ${cause}). Its last words:\n${lines.join('\n')}`));
      return;
    }
    const pause = 250 * 2 ** state.deaths.length;
    say(`  The ${name} ended unexpectedly (${cause}); starting it again`);
    setTimeout(() => !state.stopping && launch(), pause);
  }

  async function stop() {
    state.stopping = true;
    const { child } = state;
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      if (!(await waitUntilGone(child.pid, STOP_MS))) signalGroup(child.pid, 'SIGKILL');
    }
    log.end();
  }

  stopping.signal.throwIfAborted();
  try {
    const failure = () => new Stop(`The ${name} did not start. Its last words:\n${lines.join('\n') || '(none)'}`);
    await becomeReady(launch(), { isReady, failure, signal: stopping.signal });
  } catch (error) {
    await stop();
    throw error;
  }
  state.everReady = true;
  return {
    stop,
    kill() {
      state.stopping = true;
      if (state.child.pid) signalGroup(state.child.pid, 'SIGKILL');
    },
  };
}

function becomeReady(child, { isReady, failure, signal }) {
  return new Promise((resolve, reject) => {
    let settled = false;
    const settle = (act) => {
      if (settled) return;
      settled = true;
      clearTimeout(limit);
      act();
    };
    const limit = setTimeout(() => settle(() => reject(failure())), READY_MS);
    signal.addEventListener('abort', () => settle(() => reject(signal.reason)));
    // Its last lines arrive after its end, so the failure is told a moment later.
    child.once('exit', () => setTimeout(() => settle(() => reject(failure())), 100));
    if (!isReady) child.on('message', (message) => message?.ready && settle(resolve));
    else {
      const ask = async () => {
        if (settled) return;
        if (await isReady().catch(() => false)) settle(resolve);
        else setTimeout(ask, 100);
      };
      void ask();
    }
  });
}

/** A log file per service; the one before last year's worth of lines is dropped, not the last. */
function openLog(folder, name) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.log`);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  return createWriteStream(file, { flags: 'a', mode: 0o600 });
}
