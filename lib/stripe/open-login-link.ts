import { newId } from '@/lib/ids';
import { getStripe } from './client';
import { callProcessor } from './errors';

/**
 * Asks for a way into the processor's own page of a payee: their balance there, what it paid out to
 * their bank, their bank account. It opens once.
 *
 * @throws ProcessorUnavailable
 */
export async function openLoginLink(stripeAccountId: string): Promise<string> {
  const idempotencyKey = newId();
  const link = await callProcessor(() => getStripe().accounts.createLoginLink(stripeAccountId, {}, { idempotencyKey }));
  return link.url;
}
