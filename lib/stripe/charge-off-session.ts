import Stripe from 'stripe';
import { log } from '@/lib/log';
import { getStripe } from './client';
import type { ChargeReport } from './charge-report';
import { callProcessor, ProcessorDeclined } from './errors';
import { intentReport } from './fetch-intent';

type InvalidRequest = InstanceType<typeof Stripe.errors.StripeInvalidRequestError>;

export type OffSessionCharge = {
  paymentId: string;
  billId: string;
  attempt: number;
  amountMinor: number;
  /** ISO 4217, upper case. */
  currency: string;
  customerId: string;
  paymentMethodId: string;
  description: string;
  transferGroup: string;
};

/** The saved card is no longer there to be charged; another has to be saved. */
export const CARD_GONE = 'card_gone';

/** How the code of a request begins that Stripe calls invalid; what it said of it follows, for the operator. */
const REQUEST_REFUSED = 'request_refused';

/**
 * Charges a saved card without its holder. The payment's own row is the idempotency key, so asked
 * again it answers the same, a decline included; another try is another payment. A decline is an
 * answer like any other and never thrown, and so is a request that Stripe calls invalid: nothing was
 * charged, and no repeat under this key would be.
 *
 * @throws ProcessorBusy when Stripe wants us to slow down; ProcessorUnavailable when nothing is known
 */
export async function chargeOffSession(charge: OffSessionCharge): Promise<ChargeReport> {
  try {
    const intent = await callProcessor(() => createIntent(charge).catch(declined));
    return intentReport(intent);
  } catch (error) {
    if (isCardGone(error)) return refusedReport(charge, CARD_GONE, 'do_not_try_again');
    if (error instanceof ProcessorDeclined) return refusedReport(charge, error.processorCode, null);
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    return refusedReport(charge, sumRefused(error) ?? requestRefused(error, charge), null);
  }
}

function createIntent(charge: OffSessionCharge): Promise<Stripe.PaymentIntent> {
  return getStripe().paymentIntents.create(
    {
      amount: charge.amountMinor,
      currency: charge.currency.toLowerCase(),
      customer: charge.customerId,
      payment_method: charge.paymentMethodId,
      confirm: true,
      off_session: 'recurring',
      payment_method_options: { card: { stored_credential_usage: 'recurring' } },
      description: charge.description,
      transfer_group: charge.transferGroup,
      metadata: { payment_id: charge.paymentId, bill_id: charge.billId, attempt: String(charge.attempt) },
      expand: ['latest_charge.balance_transaction', 'latest_charge.refunds'],
    },
    { idempotencyKey: `payment_${charge.paymentId}` },
  );
}

/** A refused card answers with its intent, which says everything about the refusal. */
function declined(error: unknown): Stripe.PaymentIntent {
  if (error instanceof Stripe.errors.StripeCardError && error.payment_intent) return error.payment_intent;
  throw error;
}

/** Detached, deleted with its customer, or never this customer's: no repeat would change that. */
function isCardGone(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return false;
  return error.code === 'payment_method_unexpected_state' || ['payment_method', 'customer'].includes(error.param ?? '');
}

/**
 * Stripe's code when this very sum or currency cannot be charged: no repeat asks for another, and the
 * card is not to blame.
 */
function sumRefused(error: InvalidRequest): string | null {
  if (!['amount', 'currency'].includes(error.param ?? '') && !(error.code ?? '').startsWith('amount_too_')) return null;
  return error.code ?? 'amount_refused';
}

/** Any other request that Stripe calls invalid is a fault of ours, perhaps in every charge alike: somebody must look. */
function requestRefused(error: InvalidRequest, { paymentId }: OffSessionCharge): string {
  log.error('stripe.request_refused', error, { payment: paymentId });
  return [REQUEST_REFUSED, error.code, error.param].filter(Boolean).join(':');
}

/** A refusal that left no intent behind. */
function refusedReport(charge: OffSessionCharge, failureCode: string, adviceCode: string | null): ChargeReport {
  return {
    sessionId: null,
    paymentId: charge.paymentId,
    status: 'failed',
    amountMinor: charge.amountMinor,
    currency: charge.currency,
    paymentIntentId: null,
    chargeId: null,
    chargedAt: null,
    method: 'card',
    paymentMethodId: charge.paymentMethodId,
    cardFingerprint: null,
    cardLast4: null,
    payerEmail: null,
    failureCode,
    adviceCode,
    requiresAuthentication: false,
    fee: null,
    refunds: [],
    isDisputed: false,
    disputes: [],
    savedCard: null,
  };
}
