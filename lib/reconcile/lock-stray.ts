import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { NotOpen, OfAPayment } from './errors';
import { isKnown, type Stray } from './find-stray';

/**
 * Holds a charge that the books do not know until the transaction ends, so that of two admins who decide
 * differently at once the second finds what the first did.
 *
 * @throws NotOpen when it was booked meanwhile, OfAPayment when it has a payment by now
 */
export async function lockStray(tx: Tx, stray: Stray): Promise<void> {
  await tx.execute(sql`select from reconcile_gap where object_id = ${stray.chargeId} for update`);
  if (await isKnown(tx, stray)) throw new OfAPayment();
  const { rows } = await tx.execute(sql`select from balance_record where object_id = ${stray.chargeId} and matched_at is null`);
  if (rows.length === 0) throw new NotOpen();
}
