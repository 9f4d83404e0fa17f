import 'server-only';
import { headers } from 'next/headers';
import { env } from '@/lib/env';
import { isRefusal, Refusal } from '@/lib/errors';

class ForeignOrigin extends Refusal {
  constructor() {
    super('ForeignOrigin', 'This form was sent from another site, so nothing was done. Please reload the page.', {
      status: 403,
    });
  }
}

/**
 * Runs one command for a server action and turns an expected no into a value for the form. A server
 * action runs even without an Origin header (SECURITY.md 1.4), so the origin is checked here first:
 * it must be ours, or the browser must vouch for the same origin.
 *
 * @throws everything that is not a Refusal
 */
export async function refusable<T>(command: () => Promise<T>): Promise<{ ok: T } | { refusal: Refusal }> {
  try {
    await requireOwnOrigin();
    return { ok: await command() };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { refusal: error };
  }
}

async function requireOwnOrigin(): Promise<void> {
  const sent = await headers();
  const origin = sent.get('origin');
  const own = origin ? origin === new URL(env().APP_URL).origin : sent.get('sec-fetch-site') === 'same-origin';
  if (!own) throw new ForeignOrigin();
}
