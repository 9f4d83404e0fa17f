import { sql } from 'drizzle-orm';
import { getDb } from '@/db/client';

/**
 * Empties what the payment company still tells of payments whose payer has deleted their account: a
 * refund months later brings the address with it, and a card that it forgets its holder's. Answers how
 * many notices were emptied.
 */
export async function eraseLateNotices(): Promise<number> {
  const emptied = await getDb().execute(sql`
    update webhook_event e set payload = '{}'
    from payment p join person q on q.id = p.person_id
    where q.status = 'deleted' and e.payload <> '{}' and e.state <> 'waiting'
      and (e.payment_hint = p.id or e.object_id in (p.checkout_session_id, p.payment_intent_id, p.charge_id))`);
  const cards = await getDb().execute(sql`
    update webhook_event e set payload = '{}'
    from card c join fan f on f.id = c.fan_id
    where f.status = 'ended' and e.object_id = c.payment_method_id and e.payload <> '{}' and e.state <> 'waiting'`);
  return (emptied.rowCount ?? 0) + (cards.rowCount ?? 0);
}
