import type Stripe from 'stripe';
import { getStripe } from './client';
import { callProcessor } from './errors';

const statuses = [
  'warning_needs_response', 'warning_under_review', 'warning_closed', 'needs_response', 'under_review', 'won', 'lost',
] as const;

/** Where a dispute stands, in Stripe's words; `warning_…` is an inquiry, which moves no money. */
export type DisputeStatus = (typeof statuses)[number];

/** One movement of the operator's balance that a dispute made. Minor units of `currency`, signed. */
export type DisputeMovement = { transactionId: string; amountMinor: number; feeMinor: number; currency: string; happenedAt: Date };

/** All that Stripe knows of one dispute, in our words and units. */
export type DisputeReport = {
  disputeId: string;
  status: DisputeStatus;
  /** The bank's own word, such as 'fraudulent'. */
  reason: string;
  amountMinor: number;
  openedAt: Date;
  /** Until when evidence is read; null when nobody asks for any. */
  evidenceDueAt: Date | null;
  /** Oldest first. */
  movements: DisputeMovement[];
};

/**
 * Every dispute over one charge, oldest first, with what each moved in our balance.
 *
 * @throws ProcessorUnavailable
 */
export async function fetchDisputes(chargeId: string): Promise<DisputeReport[]> {
  const page = await callProcessor(() => getStripe().disputes.list({ charge: chargeId, limit: 100 }));
  return page.data.map(toReport).toSorted((one, other) => one.openedAt.getTime() - other.openedAt.getTime());
}

function toReport(dispute: Stripe.Dispute): DisputeReport {
  const { due_by: dueBy } = dispute.evidence_details;
  return {
    disputeId: dispute.id,
    status: statusOf(dispute.status),
    reason: dispute.reason,
    amountMinor: dispute.amount,
    openedAt: new Date(dispute.created * 1000),
    evidenceDueAt: dueBy === null ? null : new Date(dueBy * 1000),
    movements: dispute.balance_transactions
      .toSorted((one, other) => one.created - other.created)
      .map(({ id, amount, fee, currency, created }) => ({
        transactionId: id, amountMinor: amount, feeMinor: fee, currency: currency.toUpperCase(), happenedAt: new Date(created * 1000),
      })),
  };
}

/** A word of Stripe's that we do not know yet: nobody has decided, so it is looked at by people. */
function statusOf(status: string): DisputeStatus {
  if (status === 'prevented') return 'warning_closed';
  return statuses.find((known) => known === status) ?? 'under_review';
}
