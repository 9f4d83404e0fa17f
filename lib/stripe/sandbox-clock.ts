import { env } from '@/lib/env';
import { Refusal } from '@/lib/errors';
import { businessClock, CLOCK_FRESH_MS, forgetClock } from './business-clock';

/** Time passes by itself where money is real. */
export class NoSandboxClock extends Refusal {
  constructor() {
    super('NoSandboxClock', 'Time can be let pass only beside the sandbox.', { status: 404 });
  }
}

/** Whether this installation speaks to the sandbox, whose clock can be moved. */
export function hasSandboxClock(): boolean {
  return env().sandbox;
}

/**
 * Lets the sandbox's time pass up to a moment; what is due there until then happens. Other processes
 * of ours believe the old time for up to a second, so it answers after that.
 *
 * @param until business time; one that has passed moves nothing
 * @returns business time afterwards
 * @throws NoSandboxClock beside the real processor, or when the sandbox does not obey
 */
export async function letTimePass(until: Date): Promise<Date> {
  if (!hasSandboxClock()) throw new NoSandboxClock();
  forgetClock();
  const aheadMs = until.getTime() - (await businessClock()).getTime();
  if (aheadMs > 0) {
    const answer = await fetch(new URL('/_sandbox/clock', env().STRIPE_API_BASE), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance_ms: aheadMs }),
      signal: AbortSignal.timeout(20_000),
    });
    if (!answer.ok) throw new NoSandboxClock();
    await new Promise((resolve) => setTimeout(resolve, CLOCK_FRESH_MS));
  }
  forgetClock();
  return businessClock();
}
