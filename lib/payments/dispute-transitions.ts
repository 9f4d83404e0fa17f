import type { DisputeStatus } from '@/lib/stripe';

/**
 * What may follow what (0016_disputes.sql draws it). A bank may come back to an inquiry that it closed,
 * and may think better of a dispute that it decided for its customer. What was won stays won, unless
 * a later stage takes the money again.
 */
const followers: Record<DisputeStatus, readonly DisputeStatus[]> = {
  warning_needs_response: ['warning_under_review', 'warning_closed', 'needs_response', 'under_review', 'won', 'lost'],
  warning_under_review: ['warning_closed', 'needs_response', 'under_review', 'won', 'lost'],
  warning_closed: ['needs_response', 'under_review', 'won', 'lost'],
  needs_response: ['under_review', 'won', 'lost'],
  under_review: ['won', 'lost'],
  lost: ['won'],
  won: [],
};

/**
 * Where a dispute stands after a report: forward, or where it was. Events come in any order.
 *
 * @param isTakenAgain whether what was won was taken once more: nothing old can say that
 */
export function advanceDispute(from: DisputeStatus, reported: DisputeStatus, isTakenAgain = false): DisputeStatus {
  if (isTakenAgain && !reported.startsWith('warning')) return reported;
  return followers[from].includes(reported) ? reported : from;
}

/** Whether nothing more is asked of anybody. */
export function isDisputeOver(status: DisputeStatus): boolean {
  return status === 'won' || status === 'lost' || status === 'warning_closed';
}
