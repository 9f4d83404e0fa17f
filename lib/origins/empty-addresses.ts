import { and, eq, inArray, isNotNull, lt, or } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { origin, payment } from '@/db/schema';
import { addDays } from '@/lib/dates';

/**
 * No dispute comes after 120 days (the card networks' usual time), and some weeks more for its case;
 * for what is seen of a neighbourhood (`network`) the whole address is not needed.
 */
const KEPT_DAYS = 180;

/**
 * Empties the addresses of deeds of more than 180 days ago.
 *
 * @param now business time
 * @returns how many
 */
export async function emptyOldAddresses(db: Queryable, now: Date): Promise<number> {
  const emptied = await db
    .update(origin)
    .set({ address: null })
    .where(and(isNotNull(origin.address), lt(origin.happenedAt, addDays(now, -KEPT_DAYS))));
  return emptied.rowCount ?? 0;
}

/** Empties the addresses of somebody who leaves: theirs, and those of their tabs and payments. */
export async function emptyAddressesOf(tx: Tx, { personId, fanIds }: { personId: string; fanIds: string[] }): Promise<void> {
  const payments = tx.select({ id: payment.id }).from(payment).where(eq(payment.personId, personId));
  const theirs = or(eq(origin.personId, personId), inArray(origin.fanId, fanIds), inArray(origin.paymentId, payments));
  await tx.update(origin).set({ address: null }).where(and(isNotNull(origin.address), theirs));
}
