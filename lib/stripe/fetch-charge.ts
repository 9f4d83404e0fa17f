import type Stripe from 'stripe';
import { callProcessor } from './errors';
import { getStripe } from './client';

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

/** All that Stripe knows of one Checkout payment, in our words and units. */
export type ChargeReport = {
  sessionId: string;
  paymentId: string | null;
  status: 'open' | 'processing' | 'succeeded' | 'failed' | 'expired';
  amountMinor: number;
  currency: string;
  paymentIntentId: string | null;
  chargeId: string | null;
  chargedAt: Date | null;
  method: string | null;
  payerEmail: string | null;
  failureCode: string | null;
  fee: ProcessorFee | null;
  refunds: RefundReport[];
};

/**
 * Reads one Checkout session with its charge, fee and refunds, in one request. Every event about a
 * payment ends here: the event is only a hint, this is the truth (STRIPE.md Q5).
 *
 * @throws ProcessorUnavailable
 */
export async function fetchCharge(sessionId: string): Promise<ChargeReport> {
  const session = await callProcessor(() =>
    getStripe().checkout.sessions.retrieve(sessionId, {
      expand: ['payment_intent.latest_charge.balance_transaction', 'payment_intent.latest_charge.refunds'],
    }),
  );
  const intent = expanded(session.payment_intent);
  const charge = expanded(intent?.latest_charge ?? null);
  const paid = session.payment_status !== 'unpaid' && charge?.status === 'succeeded';
  return {
    sessionId: session.id,
    paymentId: session.client_reference_id,
    status: statusOf(session, paid),
    amountMinor: session.amount_total ?? 0,
    currency: (session.currency ?? '').toUpperCase(),
    paymentIntentId: intent?.id ?? null,
    chargeId: charge?.id ?? null,
    chargedAt: charge ? new Date(charge.created * 1000) : null,
    method: charge?.payment_method_details?.type ?? null,
    payerEmail: session.customer_details?.email ?? null,
    failureCode: intent?.last_payment_error?.decline_code ?? intent?.last_payment_error?.code ?? null,
    fee: feeOf(charge),
    refunds: (charge?.refunds?.data ?? []).map(refundReport),
  };
}

function statusOf(session: Stripe.Checkout.Session, paid: boolean): ChargeReport['status'] {
  if (paid) return 'succeeded';
  if (session.status === 'expired') return 'expired';
  if (session.status === 'open') return 'open';
  const intent = expanded(session.payment_intent);
  // A completed session that is unpaid waits for a bank (SEPA); when its intent asks for another
  // payment method, the bank has said no.
  return intent?.status === 'requires_payment_method' || intent?.status === 'canceled' ? 'failed' : 'processing';
}

function feeOf(charge: Stripe.Charge | null): ChargeReport['fee'] {
  const transaction = expanded(charge?.balance_transaction ?? null);
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

/** An expandable field that was asked to be expanded; a bare id would be a mistake of ours. */
function expanded<T extends { id: string }>(field: string | T | null): T | null {
  if (typeof field === 'string') throw new Error('An expandable field came as a bare id');
  return field;
}
