import { getStripe } from './client';
import { endAtProcessor } from './errors';

/**
 * Ends an intent that failed, so that nothing can complete it behind our back. One that is over
 * already stays as it is: read it to know how it ended.
 *
 * @throws ProcessorUnavailable
 */
export async function cancelIntent(paymentIntentId: string): Promise<void> {
  await endAtProcessor(() =>
    getStripe().paymentIntents.cancel(
      paymentIntentId,
      { cancellation_reason: 'abandoned' },
      { idempotencyKey: `cancel_${paymentIntentId}` },
    ),
  );
}
