/** What goes wrong on purpose with API calls. */
export interface ApiFault {
  /**
   * `rate_limit`: 429. `invalid_request`: a 400 as for a parameter that Stripe does not know. `error_500`: a 500 that is remembered under the key. `slow`: answers late.
   * `cut_before` and `cut_after`: the socket is cut before or after the work was done and kept.
   */
  action: 'rate_limit' | 'invalid_request' | 'error_500' | 'slow' | 'cut_before' | 'cut_after';
  /** How many matching calls it still hits. */
  times: number;
  method: string | null;
  /** A path, or its beginning when it ends in `*`; null matches every path. */
  path: string | null;
  delayMs: number;
  /** For `error_500`: whether the work was done before the error. */
  afterCommit: boolean;
}

/** What goes wrong on purpose with webhooks. */
export interface WebhookFaults {
  drop: boolean;
  delayMs: number;
  /** How many times more each is sent. */
  duplicates: number;
  /** Each is held for a random time up to this, so that they arrive out of order. */
  shuffleMs: number;
}

export const NO_WEBHOOK_FAULTS: WebhookFaults = {
  drop: false,
  delayMs: 0,
  duplicates: 0,
  shuffleMs: 0,
};

export class Chaos {
  faults: ApiFault[] = [];
  webhooks: WebhookFaults = { ...NO_WEBHOOK_FAULTS };

  /** The fault that hits this call, if any; each hit uses one of its times. */
  take(method: string, path: string): ApiFault | null {
    const fault = this.faults.find(
      (one) => (one.method === null || one.method === method) && matches(one.path, path),
    );
    if (fault === undefined) return null;
    fault.times -= 1;
    if (fault.times <= 0) this.faults = this.faults.filter((one) => one !== fault);
    return fault;
  }

  clear(): void {
    this.faults = [];
    this.webhooks = { ...NO_WEBHOOK_FAULTS };
  }
}

function matches(pattern: string | null, path: string): boolean {
  if (pattern === null) return true;
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}
