import { getStripe } from './client';
import { endAtProcessor } from './errors';

/**
 * Makes Stripe forget a saved card: it cannot be charged any more, by anybody. One that is gone
 * already is as good.
 *
 * @throws ProcessorUnavailable
 */
export async function detachCard(paymentMethodId: string): Promise<void> {
  await endAtProcessor(() => getStripe().paymentMethods.detach(paymentMethodId));
}
