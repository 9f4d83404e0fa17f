/** Below Stripe's 25 a second for one endpoint in test mode, and far below its 100 in live mode. */
const PER_SECOND = 20;
/** What a refusal to go on (429) costs: the pace halves, never below one a second. */
const SLOWEST_PER_SECOND = 1;
/** After a second without a refusal the pace grows by this much again. */
const REGAIN_PER_SECOND = 1;

/**
 * Spaces the calls of this process evenly, so that a run of thousands stays below the processor's
 * limit. When the processor is busy all the same, everybody slows down, and regains pace by and by.
 */
export class Pace {
  private perSecond: number;
  private nextAt = 0;
  private changedAt = 0;

  constructor(private readonly most: number = PER_SECOND) {
    this.perSecond = most;
  }

  /** Waits for this caller's turn; the callers of one pace come one after the other. */
  async turn(): Promise<void> {
    const now = performance.now();
    this.regain(now);
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + 1_000 / this.perSecond;
    if (at > now) await new Promise((resolve) => setTimeout(resolve, at - now));
  }

  /** The processor said that we are too fast: half the pace, and nobody goes before a moment has passed. */
  slowDown(): void {
    const now = performance.now();
    this.perSecond = Math.max(SLOWEST_PER_SECOND, this.perSecond / 2);
    this.nextAt = Math.max(this.nextAt, now + 1_000 / this.perSecond);
    this.changedAt = now;
  }

  private regain(now: number): void {
    const seconds = Math.floor((now - this.changedAt) / 1_000);
    if (seconds < 1 || this.perSecond >= this.most) return;
    this.perSecond = Math.min(this.most, this.perSecond + seconds * REGAIN_PER_SECOND);
    this.changedAt = now;
  }
}
