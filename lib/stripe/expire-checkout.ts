import { getStripe } from './client';
import { endAtProcessor } from './errors';

/**
 * Closes a hosted page before its time: from then on nobody can pay or save there. One that is
 * complete or expired stays as it is: read it to know how it ended.
 *
 * @throws ProcessorUnavailable
 */
export async function expireCheckout(sessionId: string): Promise<void> {
  await endAtProcessor(() =>
    getStripe().checkout.sessions.expire(sessionId, {}, { idempotencyKey: `expire_${sessionId}` }),
  );
}
