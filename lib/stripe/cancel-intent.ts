import { newId } from '@/lib/ids';
import { getStripe } from './client';
import { endAtProcessor } from './errors';

/**
 * Ends an intent that failed, so that nothing can complete it behind our back. One that is over
 * already stays as it is: read it to know how it ended. Only the repeats of one call share a key, as
 * with a page that is closed (expire-checkout.ts).
 *
 * @throws ProcessorUnavailable
 */
export async function cancelIntent(paymentIntentId: string): Promise<void> {
  const idempotencyKey = newId();
  await endAtProcessor(() =>
    getStripe().paymentIntents.cancel(paymentIntentId, { cancellation_reason: 'abandoned' }, { idempotencyKey }),
  );
}
