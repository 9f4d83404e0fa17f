import { getStripe } from './client';
import { callProcessor } from './errors';

/** A card that was refused on a hosted page: each try is a charge of its own that failed. */
export type RefusedCharge = {
  id: string;
  /** Stripe's word for "the same card"; null for what is no card. */
  cardFingerprint: string | null;
  /** What was typed beside the card. */
  email: string | null;
  /** The bank's reason. */
  code: string | null;
  happenedAt: Date;
};

/**
 * Every card that was refused for one intent, newest first, at most a hundred: events may come together
 * or not at all, and the report of a payment names only the last.
 *
 * @throws ProcessorUnavailable
 */
export async function fetchRefusedTries(paymentIntentId: string): Promise<RefusedCharge[]> {
  const { data } = await callProcessor(() => getStripe().charges.list({ payment_intent: paymentIntentId, limit: 100 }));
  return data
    .filter(({ status, payment_method_details: details }) => status === 'failed' && details?.type === 'card')
    .map((charge) => ({
      id: charge.id,
      cardFingerprint: charge.payment_method_details?.card?.fingerprint ?? null,
      email: charge.billing_details.email,
      code: charge.outcome?.reason ?? charge.failure_code,
      happenedAt: new Date(charge.created * 1000),
    }));
}
