import { sql } from 'drizzle-orm';
import { isFrozen, releaseHeld } from '@/lib/income';

/** What is frozen or on its way back stays held: a refund that names the line, or none of its bill. */
const isFree = sql`not ${isFrozen(sql`l.creator_id`)} and not exists (
  select from payment p join refund r on r.payment_id = p.id
  where p.bill_id = l.bill_id and r.status in ('asked', 'pending') and (
    exists (select from refund_line x where x.refund_id = r.id and x.line_id = l.id)
    or not exists (select from refund_line x where x.refund_id = r.id)))`;

/**
 * Moves the money of pledge lines whose hold is over from held to available; that of tips on the
 * tab stands on their tips (lib/tips).
 *
 * @param now business time
 * @returns how many lines were released
 */
export function releaseHeldLines(now: Date): Promise<number> {
  return releaseHeld({ table: sql`tab_line`, isFree }, now);
}
