import { env } from '@/lib/env';
import { callProcessor } from './errors';
import { getStripe } from './client';

export type CheckoutRequest = {
  paymentId: string;
  attempt: number;
  amountMinor: number;
  /** ISO 4217, upper case. */
  currency: string;
  /** What the hosted page calls the one line. */
  description: string;
  /** Paths on this site, beginning with a slash. */
  returnPath: string;
  cancelPath: string;
  /** When the page closes; the same at every repeat, and 30 minutes to 24 hours ahead (Stripe). */
  expiresAt: Date;
};

export type OpenedCheckout = { sessionId: string; url: string };

/**
 * Asks for a hosted Checkout page for one payment. Asked again with the same payment and attempt,
 * Stripe answers the same page (its idempotent requests), so a crash in between opens no second one.
 *
 * @throws ProcessorUnavailable when nothing is known; ProcessorDeclined when Stripe refuses
 */
export async function openCheckout(request: CheckoutRequest): Promise<OpenedCheckout> {
  const metadata = { payment_id: request.paymentId };
  const session = await callProcessor(() =>
    getStripe().checkout.sessions.create(
      {
        mode: 'payment',
        submit_type: 'pay',
        client_reference_id: request.paymentId,
        metadata,
        payment_intent_data: {
          metadata,
          description: request.description,
          transfer_group: `payment_${request.paymentId}`,
        },
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: request.currency.toLowerCase(),
              unit_amount: request.amountMinor,
              product_data: { name: request.description },
            },
          },
        ],
        expires_at: Math.floor(request.expiresAt.getTime() / 1000),
        success_url: env().APP_URL.replace(/\/$/, '') + request.returnPath,
        cancel_url: env().APP_URL.replace(/\/$/, '') + request.cancelPath,
      },
      { idempotencyKey: `payment_${request.paymentId}:session:${request.attempt}` },
    ),
  );
  if (!session.url) throw new Error(`Checkout session ${session.id} came without a page`);
  return { sessionId: session.id, url: session.url };
}
