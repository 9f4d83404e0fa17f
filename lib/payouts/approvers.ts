import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import type { PayoutWithCreator } from './payout-rows';
import { readPayoutTerms } from './terms';

/**
 * The approvals that count: of persons who are admins now, active, with a second factor. What somebody
 * approved before they lost the role is no longer a yes. Aliases: `a` the approval, `o` who gave it.
 */
export const standingApprovals = sql`payout_approval a
  join person o on o.id = a.admin_id and o.is_admin and o.status = 'active'
  join second_factor f on f.person_id = o.id and f.confirmed_at is not null`;

/**
 * Whose approvals of a locked payout count now. Nobody takes their role or factor from them before the
 * transaction ends.
 */
export async function approversOf(tx: Tx, held: PayoutWithCreator): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select a.admin_id as id from ${standingApprovals}
    where a.payout_id = ${held.id} and a.admin_id is distinct from ${held.personId}::uuid
    order by a.admin_id for share of o, f`);
  return rows.map(({ id }) => id);
}

/** How many admins must agree to a payout, by the limit as it is now. */
export async function approversNeeded(tx: Tx, held: PayoutWithCreator): Promise<number> {
  const { secondApproverMinor } = await readPayoutTerms(tx, held.currency);
  return held.amountMinor > secondApproverMinor ? 2 : 1;
}
