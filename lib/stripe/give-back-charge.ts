import Stripe from 'stripe';
import { getStripe } from './client';
import { callProcessor } from './errors';

/**
 * Sends back all that is left of a charge that no payment of ours stands behind. Asked twice it is sent
 * once: of a charge that went back whole Stripe gives nothing back.
 *
 * @param idempotencyKey stored by the caller before
 * @returns every refund of the charge
 * @throws ProcessorUnavailable; ProcessorDeclined
 */
export async function giveBackCharge(chargeId: string, idempotencyKey: string): Promise<string[]> {
  try {
    await callProcessor(() => getStripe().refunds.create({ charge: chargeId, reason: 'requested_by_customer' }, { idempotencyKey }));
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError) || error.code !== 'charge_already_refunded') throw error;
  }
  const refunds = await callProcessor(() => getStripe().refunds.list({ charge: chargeId, limit: 100 }).autoPagingToArray({ limit: 1_000 }));
  return refunds.map(({ id }) => id);
}
