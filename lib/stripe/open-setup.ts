import { env } from '@/lib/env';
import { getStripe } from './client';
import { callProcessor } from './errors';
import type { OpenedCheckout } from './open-checkout';

export type SetupRequest = {
  setupId: string;
  customerId: string;
  /** ISO 4217, upper case: of what the card is going to be charged. */
  currency: string;
  /** Paths on this site, beginning with a slash. */
  returnPath: string;
  cancelPath: string;
  /** When the page closes; the same at every repeat, and 30 minutes to 24 hours ahead (Stripe). */
  expiresAt: Date;
};

/**
 * Asks for the hosted page that saves a card and charges nothing. Asked again for the same setup,
 * Stripe answers the same page.
 *
 * @throws ProcessorUnavailable when nothing is known
 */
export async function openSetup(request: SetupRequest): Promise<OpenedCheckout> {
  const metadata = { card_setup_id: request.setupId };
  const base = env().APP_URL.replace(/\/$/, '');
  const session = await callProcessor(() =>
    getStripe().checkout.sessions.create(
      {
        mode: 'setup',
        customer: request.customerId,
        currency: request.currency.toLowerCase(),
        // The monthly charge must be known the moment it is made, which only a card promises.
        allowed_payment_method_types: ['card'],
        client_reference_id: request.setupId,
        metadata,
        setup_intent_data: { metadata },
        expires_at: Math.floor(request.expiresAt.getTime() / 1000),
        success_url: base + request.returnPath,
        cancel_url: base + request.cancelPath,
      },
      { idempotencyKey: `setup_${request.setupId}:session` },
    ),
  );
  if (!session.url) throw new Error(`Checkout session ${session.id} came without a page`);
  return { sessionId: session.id, url: session.url };
}
