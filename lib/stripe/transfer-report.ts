import type Stripe from 'stripe';

/** Money that came back of a transfer; minor units. */
export type TransferReversal = { reversalId: string; amountMinor: number; createdAt: Date };

export type TransferReport = {
  transferId: string;
  /** Ours, as we told the processor; null of a transfer that somebody made elsewhere. */
  payoutId: string | null;
  amountMinor: number;
  /** ISO 4217, upper case. */
  currency: string;
  createdAt: Date;
  /** What it is on the recipient's side, by which their bank payouts name it. */
  destinationPaymentId: string | null;
  reversals: TransferReversal[];
};

/** A transfer as we keep it, without what came back of it. */
export function transferReport(transfer: Stripe.Transfer): TransferReport {
  const { destination_payment: payment } = transfer;
  return {
    transferId: transfer.id,
    payoutId: transfer.metadata.payout_id ?? null,
    amountMinor: transfer.amount,
    currency: transfer.currency.toUpperCase(),
    createdAt: new Date(transfer.created * 1_000),
    destinationPaymentId: typeof payment === 'string' ? payment : (payment?.id ?? null),
    reversals: [],
  };
}

/** By which a payout's transfer is found again. */
export function transferGroup(payoutId: string): string {
  return `payout_${payoutId}`;
}
