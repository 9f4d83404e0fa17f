import type Stripe from 'stripe';
import type { DisputeReport } from './fetch-disputes';
import { savedCardOf, type SavedCard } from './saved-card';

export type RefundReport = {
  refundId: string;
  /** Our own row, from the metadata we sent; null for a refund made in Stripe's dashboard. */
  ownId: string | null;
  amountMinor: number;
  status: 'pending' | 'succeeded' | 'failed';
  failureCode: string | null;
  /** The balance transaction by which the money of a failed refund came back. */
  failureTransactionId: string | null;
  createdAt: Date;
};

/** What Stripe kept of a charge, and when it lets the rest be paid out. */
export type ProcessorFee = { balanceTransactionId: string; feeMinor: number; currency: string; availableOn: Date };

/** All that Stripe knows of one payment, on its hosted page or off session, in our words and units. */
export type ChargeReport = {
  /** Null for a charge without a hosted page. */
  sessionId: string | null;
  paymentId: string | null;
  status: 'open' | 'processing' | 'succeeded' | 'failed' | 'expired';
  amountMinor: number;
  currency: string;
  paymentIntentId: string | null;
  chargeId: string | null;
  chargedAt: Date | null;
  method: string | null;
  /** The card or account that was charged, or was tried last. */
  paymentMethodId: string | null;
  /** Stripe's word for "the same card", and its last four digits; null for what is no card. */
  cardFingerprint: string | null;
  cardLast4: string | null;
  payerEmail: string | null;
  /** The bank's reason where there is one, else Stripe's; null when nothing was refused. */
  failureCode: string | null;
  /** What Stripe advises after a refusal: 'do_not_try_again', 'try_again_later', 'confirm_card_data'. */
  adviceCode: string | null;
  /** Whether the bank wants the cardholder: only a hosted page can go on. */
  requiresAuthentication: boolean;
  fee: ProcessorFee | null;
  refunds: RefundReport[];
  /** Whether a bank has asked about it or taken it back. What they say is fetched apart, for few charges have any. */
  isDisputed: boolean;
  disputes: DisputeReport[];
  /** A card that this payment kept for later charges. */
  savedCard: SavedCard | null;
};

/** What of a report an intent tells, beside where it was paid and for whom. */
export type IntentFacts = Omit<ChargeReport, 'sessionId' | 'paymentId' | 'status' | 'amountMinor' | 'currency' | 'payerEmail'> & {
  /** Whether money was taken. */
  paid: boolean;
};

const NO_INTENT: IntentFacts = {
  paid: false,
  paymentIntentId: null,
  chargeId: null,
  chargedAt: null,
  method: null,
  paymentMethodId: null,
  cardFingerprint: null,
  cardLast4: null,
  failureCode: null,
  adviceCode: null,
  requiresAuthentication: false,
  fee: null,
  refunds: [],
  isDisputed: false,
  disputes: [],
  savedCard: null,
};

/** Reads an intent; what of it is not expanded (as in the body of an error) stays unknown. */
export function intentFacts(intent: Stripe.PaymentIntent | null): IntentFacts {
  if (!intent) return NO_INTENT;
  const charge = whole(intent.latest_charge);
  const failure = intent.last_payment_error;
  const card = charge?.payment_method_details?.card ?? failure?.payment_method?.card;
  return {
    paid: charge?.status === 'succeeded',
    paymentIntentId: intent.id,
    chargeId: idOf(intent.latest_charge),
    chargedAt: charge ? new Date(charge.created * 1000) : null,
    method: charge?.payment_method_details?.type ?? null,
    paymentMethodId: charge?.payment_method ?? failure?.payment_method?.id ?? idOf(intent.payment_method),
    cardFingerprint: card?.fingerprint ?? null,
    cardLast4: card?.last4 ?? null,
    failureCode: failure?.decline_code ?? failure?.code ?? null,
    adviceCode: failure?.advice_code ?? charge?.outcome?.advice_code ?? null,
    requiresAuthentication: [failure?.code, failure?.decline_code].includes('authentication_required'),
    fee: feeOf(charge),
    refunds: (charge?.refunds?.data ?? []).map(refundReport),
    isDisputed: charge?.disputed ?? false,
    disputes: [],
    savedCard: keptCard(intent),
  };
}

function keptCard(intent: Stripe.PaymentIntent): SavedCard | null {
  const method = whole(intent.payment_method);
  const kept = intent.setup_future_usage === 'off_session' && intent.status === 'succeeded';
  return kept && method ? savedCardOf(method, null) : null;
}

function feeOf(charge: Stripe.Charge | null): ChargeReport['fee'] {
  const transaction = whole(charge?.balance_transaction ?? null);
  if (!transaction) return null;
  return {
    balanceTransactionId: transaction.id,
    feeMinor: transaction.fee,
    currency: transaction.currency.toUpperCase(),
    availableOn: new Date(transaction.available_on * 1000),
  };
}

function refundReport(refund: Stripe.Refund): RefundReport {
  return {
    refundId: refund.id,
    ownId: refund.metadata?.refund_id ?? null,
    amountMinor: refund.amount,
    status: refund.status === 'succeeded' ? 'succeeded' : refund.status === 'pending' ? 'pending' : 'failed',
    failureCode: refund.failure_reason ?? null,
    failureTransactionId: idOf(refund.failure_balance_transaction ?? null),
    createdAt: new Date(refund.created * 1000),
  };
}

function idOf(field: string | { id: string } | null): string | null {
  return typeof field === 'string' ? field : (field?.id ?? null);
}

/** An expandable field as the whole object; null when it is empty or came as a bare id. */
export function whole<T extends { id: string }>(field: string | T | null): T | null {
  return typeof field === 'string' ? null : field;
}
