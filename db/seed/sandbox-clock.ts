import { env } from '@/lib/env';

/**
 * Moves the sandbox's clock to an instant, or back to real time with null. Business time follows.
 *
 * @throws Error when the sandbox does not answer
 */
export async function setSandboxClock(now: Date | null): Promise<void> {
  const offset_ms = now ? now.getTime() - Date.now() : 0;
  const response = await fetch(new URL('/_sandbox/clock', env().STRIPE_API_BASE), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ offset_ms }),
  });
  if (!response.ok) throw new Error(`The sandbox's clock answered ${response.status}`);
}
