import type { SandboxClock } from './clock';
import { newStripeId } from './ids';
import type { NewTask, Task } from './records';
import type { Store } from './store';

const LONGEST_WAIT_MS = 60_000;

/**
 * Runs tasks when the sandbox's clock passes their time, in the order of their times, also when
 * the clock is moved by hand. Tasks are part of the stored state and survive a restart.
 */
export class Scheduler {
  /** Sorted by time; holds ids whose task may be gone by now. */
  private queue: { dueMs: number; id: string }[] = [];
  private timer: NodeJS.Timeout | null = null;
  private running = false;
  private stopped = false;
  /** Called when tasks have run: their webhooks go out. */
  afterRun: () => void = () => undefined;

  constructor(
    private readonly store: Store,
    private readonly clock: SandboxClock,
    private readonly run: (task: Task) => void,
  ) {}

  /** Takes over the tasks that the store holds. */
  start(): void {
    this.queue = this.store.tasks
      .all()
      .map(({ dueMs, id }) => ({ dueMs, id }))
      .sort((one, other) => one.dueMs - other.dueMs);
    this.wake();
  }

  /** Remembers a task; call within a transaction. */
  add(task: NewTask, delayMs: number): void {
    const due = { id: newStripeId('task'), dueMs: this.clock.nowMs() + delayMs };
    this.store.tasks.put({ ...due, ...task });
    this.queue.splice(this.placeOf(due.dueMs), 0, due);
    this.wake();
  }

  /** Runs all that is due by now; the clock control calls it after moving the clock. */
  runDue(): void {
    if (this.running || this.stopped) return;
    this.running = true;
    let ran = false;
    try {
      for (;;) {
        const next = this.queue[0];
        if (next === undefined || next.dueMs > this.clock.nowMs()) break;
        this.queue.shift();
        const task = this.store.tasks.get(next.id);
        if (task === null) continue;
        ran = true;
        this.store.transact(() => {
          this.store.tasks.delete(task.id);
          this.run(task);
        });
      }
    } finally {
      this.running = false;
      this.wake();
    }
    if (ran) this.afterRun();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.stopped = true;
  }

  /** The timer is set anew outside the current request, so that an answer goes out before. */
  private wake(): void {
    if (this.running || this.stopped) return;
    if (this.timer !== null) clearTimeout(this.timer);
    const next = this.queue[0];
    if (next === undefined) return;
    const wait = Math.min(Math.max(next.dueMs - this.clock.nowMs(), 0), LONGEST_WAIT_MS);
    this.timer = setTimeout(() => this.runDue(), wait);
  }

  /** Where to insert: behind all that is due at the same time or before. */
  private placeOf(dueMs: number): number {
    let low = 0;
    let high = this.queue.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.queue[middle]?.dueMs ?? 0) <= dueMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
