/**
 * The sandbox's time: real time plus an offset. Every `created` follows it and everything that is
 * due later waits for it; signatures and retries use real time.
 */
export class SandboxClock {
  constructor(public offsetMs = 0) {}

  nowMs(): number {
    return Date.now() + this.offsetMs;
  }

  /** Stripe's times are whole seconds since 1970. */
  seconds(): number {
    return Math.floor(this.nowMs() / 1000);
  }
}
