import { createHash } from 'node:crypto';
import Stripe from 'stripe';
import { callProcessor, ProcessorDeclined } from './errors';
import { getStripe } from './client';

/** What a bank is told about a payment, in words; empty fields are left out. */
export type DisputeEvidence = {
  customerEmail: string;
  customerAddress: string;
  product: string;
  /** YYYY-MM-DD */
  serviceDate: string;
  accessLog: string;
  refundPolicy: string;
  /** What an admin adds in their own words. */
  words: string;
};

/** Stripe takes at most so many characters over all fields, and in the log (its declarations say so). */
const LOG_MOST = 20_000;

/**
 * Counters a dispute: sends the evidence and asks the bank to decide. The same evidence at the same stage is
 * one request, however often it is sent; what has changed since a lost try is another.
 *
 * @param stage whether it answers an inquiry or the dispute that one may become
 * @throws ProcessorUnavailable when nothing is known; ProcessorDeclined when it takes no evidence any more
 */
export async function counterDispute(disputeId: string, stage: 'inquiry' | 'dispute', told: DisputeEvidence): Promise<void> {
  const evidence: Stripe.DisputeUpdateParams.Evidence = {
    customer_email_address: told.customerEmail,
    customer_purchase_ip: told.customerAddress,
    product_description: told.product,
    service_date: told.serviceDate,
    access_activity_log: told.accessLog.slice(0, LOG_MOST),
    refund_policy_disclosure: told.refundPolicy,
    uncategorized_text: told.words,
  };
  const filled = Object.fromEntries(Object.entries(evidence).filter(([, value]) => value !== ''));
  const print = createHash('sha256').update(JSON.stringify(filled)).digest('hex').slice(0, 32);
  await answer(() => getStripe().disputes.update(disputeId, { evidence: filled, submit: true }, { idempotencyKey: `${stage}_counter_${disputeId}_${print}` }));
}

/**
 * Accepts a dispute: the money stays with the bank, and nothing more is asked. It cannot be taken back.
 *
 * @throws ProcessorUnavailable when nothing is known; ProcessorDeclined when it is decided already
 */
export async function acceptDispute(disputeId: string): Promise<void> {
  await answer(() => getStripe().disputes.close(disputeId, {}, { idempotencyKey: `dispute_accept_${disputeId}` }));
}

/** A request that Stripe calls impossible is a no, for a person to read: repeated, it would say it again. */
async function answer(call: () => Promise<unknown>): Promise<void> {
  await callProcessor(async () => {
    try {
      return await call();
    } catch (error) {
      const isImpossible = error instanceof Stripe.errors.StripeInvalidRequestError && error.code !== 'idempotency_key_in_use';
      throw isImpossible ? new ProcessorDeclined(error.code ?? 'invalid_request') : error;
    }
  });
}
