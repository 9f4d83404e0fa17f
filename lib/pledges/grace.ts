import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { entitlement } from '@/db/schema';

/** Marks what goes on unpaid while a bill fails: access stays, and the creator sees that it is grace. */
export async function markGrace(tx: Tx, billId: string, pledgeIds: readonly string[]): Promise<void> {
  if (pledgeIds.length === 0) return;
  await tx
    .update(entitlement)
    .set({ graceBillId: billId })
    .where(and(inArray(entitlement.pledgeId, [...pledgeIds]), isNull(entitlement.closedAt)));
}

/** Takes the mark off again: the bill was paid, or given up. */
export async function clearGrace(tx: Tx, billId: string): Promise<void> {
  await tx.update(entitlement).set({ graceBillId: null }).where(eq(entitlement.graceBillId, billId));
}
