import { sql } from 'drizzle-orm';
import { isFrozen, releaseHeld } from '@/lib/income';

/** What is frozen or on its way back stays held: a refund that names the tip's line, or none of its bill. */
const isFree = sql`not ${isFrozen(sql`l.creator_id`)} and (l.line_id is null or not exists (
  select from tab_line b join payment p on p.bill_id = b.bill_id join refund r on r.payment_id = p.id
  where b.id = l.line_id and r.status in ('asked', 'pending') and (
    exists (select from refund_line x where x.refund_id = r.id and x.line_id = b.id)
    or not exists (select from refund_line x where x.refund_id = r.id))))`;

/**
 * Moves the money of tips whose hold is over from held to available (lib/income).
 *
 * @param now business time
 * @returns how many tips were released
 */
export function releaseHeldTips(now: Date): Promise<number> {
  return releaseHeld({ table: sql`tip`, isFree }, now);
}
