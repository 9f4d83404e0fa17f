import { realClock, type Clock } from '@/lib/dates';
import { env } from '@/lib/env';

/** Real milliseconds for which one answer of the sandbox's clock is good enough. */
export const CLOCK_FRESH_MS = 1_000;

let offset: { milliseconds: number; readAt: number } | null = null;

/**
 * Business time: the machine's clock, except that beside the sandbox it follows the sandbox's
 * clock, so that a newcomer can let a month pass (DESIGN.md 4.10).
 */
export const businessClock: Clock = async () => {
  if (!env().sandbox) return realClock();
  return new Date(Date.now() + (await sandboxOffset()));
};

/** Has the next look at the clock ask the sandbox: somebody has moved it. */
export function forgetClock(): void {
  offset = null;
}

async function sandboxOffset(): Promise<number> {
  if (offset && Date.now() - offset.readAt < CLOCK_FRESH_MS) return offset.milliseconds;
  const response = await fetch(new URL('/_sandbox/clock', env().STRIPE_API_BASE), {
    signal: AbortSignal.timeout(2_000),
  }).catch(() => null);
  // Without the sandbox nothing can be paid anyway; the last known offset keeps pages readable.
  if (!response?.ok) return offset?.milliseconds ?? 0;
  const body: unknown = await response.json();
  const milliseconds =
    typeof body === 'object' && body !== null && 'offset_ms' in body && typeof body.offset_ms === 'number'
      ? body.offset_ms
      : 0;
  offset = { milliseconds, readAt: Date.now() };
  return milliseconds;
}
