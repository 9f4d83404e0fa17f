import { newId } from '@/lib/ids';
import { getStripe } from './client';
import { endAtProcessor } from './errors';

/**
 * Closes a hosted page before its time: from then on nobody can pay or save there. One that is
 * complete or expired stays as it is: read it to know how it ended. Closing twice is closing once, so
 * only the repeats of one call share a key: a failure that Stripe remembers must not leave the page open for a day.
 *
 * @throws ProcessorUnavailable
 */
export async function expireCheckout(sessionId: string): Promise<void> {
  const idempotencyKey = newId();
  await endAtProcessor(() => getStripe().checkout.sessions.expire(sessionId, {}, { idempotencyKey }));
}
