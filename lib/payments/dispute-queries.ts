import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { dispute } from '@/db/schema';

/**
 * Whether a payment's money is with a bank, or a bank decides about it right now: nothing of it can be
 * refunded then. An inquiry alone asks only, and a refund is the best answer to it.
 */
export async function isDisputed(db: Queryable, paymentId: string): Promise<boolean> {
  const rows = await db
    .select({ id: dispute.id })
    .from(dispute)
    .where(and(
      eq(dispute.paymentId, paymentId),
      isNull(dispute.closedAt),
      or(sql`${dispute.withdrawnBy} is not null`, sql`${dispute.status} in ('needs_response', 'under_review')`),
    ))
    .limit(1);
  return rows.length > 0;
}
