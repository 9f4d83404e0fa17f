import type { PayoutStatus } from './payout-rows';

/**
 * What may follow what; whoever moves a payout holds its row and names where it comes from.
 *
 *   requested ──▶ in_review ──▶ approved ──▶ sent ◀──▶ paid       its bank has it, or sent it back
 *      │  ▲           │  ▲          │          └────┬────▶ failed  the transfer came back, or was taken back
 *      ▼  │           ▼  │          ├───────────────┘              or the processor will never make it
 *      on_hold ◀───▶ (either)       └────────────▶ cancelled       before it was tried
 *      requested, in_review, on_hold ──▶ denied                    by an admin, with a reason
 *      requested, in_review, on_hold ──▶ cancelled                 by its creator, a refund, a dispute, a debt
 *      requested ──▶ approved                                      one look was enough
 *      approved ──▶ in_review                                      who approved it is no admin any more
 */
const followers: Record<PayoutStatus, readonly PayoutStatus[]> = {
  requested: ['in_review', 'on_hold', 'approved', 'denied', 'cancelled'],
  in_review: ['on_hold', 'approved', 'denied', 'cancelled'],
  on_hold: ['in_review', 'denied', 'cancelled'],
  approved: ['in_review', 'sent', 'failed', 'cancelled'],
  sent: ['paid', 'failed'],
  paid: ['sent', 'failed'],
  failed: [],
  denied: [],
  cancelled: [],
};

/** Whether a payout may go from one status to another. */
export function mayFollow(from: PayoutStatus, to: PayoutStatus): boolean {
  return followers[from].includes(to);
}

/** While it is one of these, its money is reserved. */
export const openStatuses = ['requested', 'in_review', 'on_hold', 'approved'] as const satisfies readonly PayoutStatus[];

/** Whether its money is still reserved. */
export function isOpen(status: PayoutStatus): boolean {
  return openStatuses.some((open) => open === status);
}
