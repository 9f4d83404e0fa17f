import type pg from 'pg';
import { newId } from '@/lib/ids';

/**
 * Puts what a restored database might do twice on its guard. Money may have left after the backup was
 * taken, and the processor forgets idempotency keys after a day: so an approved payout counts as tried
 * (its transfer is looked for before one is made), and the evening's charges stand still until an admin
 * has reconciled and lets them go on.
 *
 * @param now real time
 */
export async function holdMoney(client: pg.ClientBase, now: Date): Promise<void> {
  await client.query(`
    update payout p set tried_at = p.approved_at, stripe_account_id = a.stripe_account_id, destination = a.destination
    from payout_account a where a.creator_id = p.creator_id and p.status = 'approved' and p.tried_at is null`);
  await client.query(
    "insert into charge_stop (id, stopped_at, failure_code, refused, status) values ($1, $2, 'restored_from_backup', 1, 'standing') on conflict do nothing",
    [newId(), now],
  );
}
