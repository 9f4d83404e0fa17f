import { sql } from 'drizzle-orm';
import { releaseHeld } from '@/lib/income';

/** What a bill collected that was refunded meanwhile stays held. */
const isFree = sql`not exists (select from payment p join refund r on r.payment_id = p.id where p.bill_id = l.bill_id and r.status <> 'failed')`;

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
