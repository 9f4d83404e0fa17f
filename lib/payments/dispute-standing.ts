import { sql, type SQL } from 'drizzle-orm';
import type { Dispute } from './apply-disputes';

/**
 * Where a disputed payment stands for who paid it: their bank only asks (`asked`), has the money until it
 * decides (`with_bank`), gave it back to them for good (`lost`, as creators see it), or left it (`won`).
 */
export type DisputeStanding = 'asked' | 'with_bank' | 'lost' | 'won';

const STANDINGS: Record<Dispute['status'], DisputeStanding | null> = {
  warning_needs_response: 'asked', warning_under_review: 'asked', warning_closed: null,
  needs_response: 'with_bank', under_review: 'with_bank', lost: 'lost', won: 'won',
};

/** The standing of a dispute's status; null for no dispute, and for an inquiry that came to nothing. */
export function standingOf(status: Dispute['status'] | null): DisputeStanding | null {
  return status && STANDINGS[status];
}

/** For a query over payments: the status of the newest dispute of one; null when there was none. */
export function disputeStatusOf(paymentId: SQL): SQL<Dispute['status'] | null> {
  return sql<Dispute['status'] | null>`(select d.status from dispute d where d.payment_id = ${paymentId} order by d.opened_at desc, d.id desc limit 1)`;
}
