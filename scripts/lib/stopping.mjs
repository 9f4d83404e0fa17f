import { endGuard } from './guard-client.mjs';
import { watchLaunchingNpm } from './launch-parent.mjs';
import { stopTools } from './run-tool.mjs';
import { failWith, say } from './say.mjs';

const HASTE_AFTER_MS = 1_000;

/**
 * Knows how to end what a command has started. `begin` asks it to (a signal, npm gone, a service
 * given up); `finish` does it: the server and worker first, side by side, then the sandbox that
 * they speak to, the database last. A second signal, a moment later, does not wait.
 */
export class Stopping {
  #asking = new AbortController();
  #groups = { first: [], late: [], last: [] };
  #kills = [];
  #askedAt = 0;

  constructor() {
    const unwatch = watchLaunchingNpm(() => this.begin('npm is gone; stopping.'));
    this.signal.addEventListener('abort', unwatch);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => this.#onSignal());
  }

  /** Aborted once the end has been asked for. */
  get signal() {
    return this.#asking.signal;
  }

  /** Says that `end` ends something that now runs; `group` is `first`, `late` or `last`. */
  add(group, end, kill) {
    this.#groups[group].push(end);
    if (kill) this.#kills.push(kill);
  }

  /** Asks for the end; a Stop or another error as the cause becomes the exit code. */
  begin(cause) {
    if (this.signal.aborted) return;
    this.#askedAt = Date.now();
    if (cause instanceof Error) failWith(cause);
    else if (cause) say(`\n${cause}`);
    this.#asking.abort();
    stopTools();
  }

  /** Resolves when the end has been asked for. */
  asked() {
    return new Promise((resolve) => {
      if (this.signal.aborted) resolve();
      else this.signal.addEventListener('abort', () => resolve());
    });
  }

  async finish() {
    for (const group of ['first', 'late']) await Promise.allSettled(this.#groups[group].map((end) => end()));
    for (const end of this.#groups.last.reverse()) await end();
    await endGuard();
  }

  #onSignal() {
    if (!this.signal.aborted) this.begin('Stopping.');
    // One Ctrl-C may reach us twice, from the terminal and from npm; only a later one is haste.
    else if (Date.now() - this.#askedAt > HASTE_AFTER_MS) for (const kill of this.#kills) kill();
  }
}
