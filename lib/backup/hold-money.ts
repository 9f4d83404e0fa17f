import type pg from 'pg';
import { RESTORED } from '@/lib/billing';
import { newId } from '@/lib/ids';
import { RESTORED_CURSOR } from '@/lib/reconcile';

/**
 * Puts what a restored database might do twice on its guard. Money may have left after the backup was
 * taken, and the processor forgets idempotency keys after a day: so an approved payout counts as tried
 * (its transfer is looked for before one is made), no payout ends before the transfers made since were read, and the evening's charges stand still until the books
 * were compared with the processor's record anew and an admin lets them go on. Another stop that stood
 * when the backup was taken becomes this one: to lift it asks for more.
 *
 * @param asked.takenAt when the backup was taken, from which on these books know nothing
 * @param asked.now real time
 */
export async function holdMoney(client: pg.ClientBase, { takenAt, now }: { takenAt: string; now: Date }): Promise<void> {
  await client.query(`
    update payout p set tried_at = p.approved_at, stripe_account_id = a.stripe_account_id, destination = a.destination
    from payout_account a where a.creator_id = p.creator_id and p.status = 'approved' and p.tried_at is null`);
  // Restored twice without a look in between, the first backup's moment is the one that counts.
  await client.query(
    `insert into reconcile_cursor (name, read_until) values ($1, $2) on conflict (name) do update set read_until =
      case when exists (select from charge_stop where status = 'standing' and failure_code = $3)
        then least(reconcile_cursor.read_until, excluded.read_until) else excluded.read_until end`,
    [RESTORED_CURSOR, takenAt, RESTORED],
  );
  await client.query("delete from reconcile_cursor where name in ('strangers', 'all', 'transfers')");
  await client.query("update charge_stop set failure_code = $1, refused = 1 where status = 'standing'", [RESTORED]);
  await client.query(
    "insert into charge_stop (id, stopped_at, failure_code, refused, status) values ($1, $2, $3, 1, 'standing') on conflict do nothing",
    [newId(), now, RESTORED],
  );
}
