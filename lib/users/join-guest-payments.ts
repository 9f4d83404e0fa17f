import { and, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { payment } from '@/db/schema';

/**
 * Gives a person the payments that were made as a guest with an address which they have proven just
 * now to be theirs, and answers how many. Never call it with an address that somebody only typed:
 * it would hand them a stranger's receipts. A payment that somebody has stays theirs.
 *
 * @param email the proven address, in lower case
 */
export async function joinGuestPayments(tx: Tx, personId: string, email: string): Promise<number> {
  const joined = await tx
    .update(payment)
    .set({ personId })
    .where(and(sql`lower(${payment.payerEmail}) = ${email}`, isNotNull(payment.payerEmail), isNull(payment.personId)));
  return joined.rowCount ?? 0;
}
