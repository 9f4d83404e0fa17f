import { sql, type SQL } from 'drizzle-orm';
import type { Dispute } from './apply-disputes';

/**
 * Where a disputed payment stands for who paid it: their bank only asks (`asked`), has the money until it
 * decides (`with_bank`), gave it back to them for good (`lost`, as creators see it), gave them a part and left
 * the rest (`in_part`), or left it (`won`).
 */
export type DisputeStanding = 'asked' | 'with_bank' | 'lost' | 'in_part' | 'won';

/** A dispute's status, but for one that is over and of which the bank kept only a part. */
export type DisputeEnd = Dispute['status'] | 'in_part';

const STANDINGS: Record<DisputeEnd, DisputeStanding | null> = {
  warning_needs_response: 'asked', warning_under_review: 'asked', warning_closed: null,
  needs_response: 'with_bank', under_review: 'with_bank', lost: 'lost', in_part: 'in_part', won: 'won',
};

/** The standing of a dispute's status; null for no dispute, and for an inquiry that came to nothing. */
export function standingOf(status: DisputeEnd | null): DisputeStanding | null {
  return status && STANDINGS[status];
}

/** For a query over payments: how the newest dispute of one stands; null when there was none. */
export function disputeStatusOf(paymentId: SQL): SQL<DisputeEnd | null> {
  return sql<DisputeEnd | null>`(select case when d.status in ('won', 'lost') and d.taken_minor > 0 and d.taken_minor < d.amount_minor then 'in_part' else d.status end
    from dispute d where d.payment_id = ${paymentId} order by d.opened_at desc, d.id desc limit 1)`;
}
