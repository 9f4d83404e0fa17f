import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';

/**
 * Lets what fans chose for later hold from now on: tier and amount of these pledges, and what they
 * open. Called by the billing run when it writes the first month at the new amount. The places move
 * with the rows (0012_places.sql). What has nothing chosen, or is to pay more once a charge settles,
 * stays as it is.
 */
export async function takeNextTerms(tx: Tx, pledgeIds: readonly string[]): Promise<void> {
  if (pledgeIds.length === 0) return;
  const ids = sql`${sql.param([...pledgeIds])}::uuid[]`;
  await tx.execute(sql`
    with moved as (
      update pledge set tier_id = next_tier_id, amount_minor = next_amount_minor, next_tier_id = null, next_amount_minor = null
      where id = any(${ids}) and next_tier_id is not null and next_amount_minor <= amount_minor
      returning id, tier_id)
    update entitlement e set tier_id = moved.tier_id from moved where e.pledge_id = moved.id and e.closed_at is null`);
}
