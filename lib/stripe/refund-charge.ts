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
 * @param request.isOld it may have been asked for so long ago that Stripe has forgotten the key; then it is
 *   looked for first, because a part of a charge would be sent back a second time
 * @throws ProcessorUnavailable when nothing is known; ProcessorDeclined when Stripe says no
 */
export async function refundCharge(request: {
  refundId: string;
  chargeId: string;
  amountMinor: number;
  reason: keyof typeof stripeReason;
  isOld: boolean;
}): Promise<{ stripeRefundId: string }> {
  const made = request.isOld ? await findRefund(request) : undefined;
  if (made) return { stripeRefundId: made.id };
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

async function findRefund({ refundId, chargeId }: { refundId: string; chargeId: string }): Promise<Stripe.Refund | undefined> {
  const found = await callProcessor(() => getStripe().refunds.list({ charge: chargeId, limit: 100 }).autoPagingToArray({ limit: 10_000 }));
  return found.find(({ metadata }) => metadata?.refund_id === refundId);
}

async function asDeclined<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const isImpossible = error instanceof Stripe.errors.StripeInvalidRequestError && error.code !== 'idempotency_key_in_use';
    throw isImpossible ? new ProcessorDeclined(error.code ?? 'invalid_request') : error;
  }
}
