import { getStripe } from './client';
import { callProcessor } from './errors';
import { savedCardOf, type SavedCard } from './saved-card';

/**
 * Reads a saved card as Stripe has it now: banks renew cards and tell Stripe.
 *
 * @returns null when no customer has it any more
 * @throws ProcessorUnavailable
 */
export async function fetchCard(paymentMethodId: string): Promise<SavedCard | null> {
  return savedCardOf(await callProcessor(() => getStripe().paymentMethods.retrieve(paymentMethodId)), null);
}
