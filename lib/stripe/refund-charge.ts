import Stripe from 'stripe';
import { callProcessor, ProcessorDeclined } from './errors';
import { getStripe } from './client';

const stripeReason = {
  requested_by_fan: 'requested_by_customer',
  duplicate: 'duplicate',
  fraudulent: 'fraudulent',
} satisfies Record<string, Stripe.RefundCreateParams.Reason>;

/**
 * Sends money back for one charge. The refund's own row is the idempotency key, so asking twice
 * refunds once. A request that Stripe calls impossible, because somebody sent the money back in its
 * dashboard meanwhile, is a no as well: thrown on, it would stand in the way of every other refund.
 *
 * @param request amount in minor units of the charge's currency
 * @throws ProcessorUnavailable when nothing is known; ProcessorDeclined when Stripe says no
 */
export async function refundCharge(request: {
  refundId: string;
  chargeId: string;
  amountMinor: number;
  reason: keyof typeof stripeReason;
}): Promise<{ stripeRefundId: string }> {
  const refund = await callProcessor(() => asDeclined(
    getStripe().refunds.create(
      {
        charge: request.chargeId,
        amount: request.amountMinor,
        reason: stripeReason[request.reason],
        metadata: { refund_id: request.refundId },
      },
      { idempotencyKey: `refund_${request.refundId}` },
    ),
  ));
  return { stripeRefundId: refund.id };
}

async function asDeclined<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const isImpossible = error instanceof Stripe.errors.StripeInvalidRequestError && error.code !== 'idempotency_key_in_use';
    throw isImpossible ? new ProcessorDeclined(error.code ?? 'invalid_request') : error;
  }
}
