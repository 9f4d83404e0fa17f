import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import type { PayoutWithCreator } from './payout-rows';

/**
 * Whether the transfer of an open payout may exist already, so that its money must not be set free. Its
 * try may be under way; or these books were restored from a backup that was taken after it was asked for,
 * and nobody has read yet which transfers the processor made since (lib/jobs/adopt-transfers.ts).
 */
export async function mayHaveLeft(tx: Tx, { id, triedAt }: Pick<PayoutWithCreator, 'id' | 'triedAt'>): Promise<boolean> {
  if (triedAt) return true;
  const { rows } = await tx.execute(sql`
    select 1 from payout p join reconcile_cursor c on c.name = 'restored' and c.read_until >= p.requested_at
    where p.id = ${id} and not exists (select from reconcile_cursor d where d.name = 'transfers')`);
  return rows.length > 0;
}
