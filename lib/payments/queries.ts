import { and, eq, inArray, isNull, lt, or } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { payment } from '@/db/schema';

/** Where to look at the processor for each of these payments; those never opened are left out. */
export async function sessionsOf(db: Queryable, paymentIds: string[]): Promise<Map<string, string>> {
  if (paymentIds.length === 0) return new Map();
  const rows = await db
    .select({ id: payment.id, sessionId: payment.checkoutSessionId })
    .from(payment)
    .where(inArray(payment.id, paymentIds));
  return new Map(rows.flatMap((row) => (row.sessionId ? [[row.id, row.sessionId]] : [])));
}

/** The payments behind objects of the processor that carry no metadata of ours. */
export async function paymentsByObject(
  db: Queryable,
  object: { paymentIntentId: string | null; chargeId: string | null },
): Promise<string[]> {
  if (!object.paymentIntentId && !object.chargeId) return [];
  const rows = await db
    .select({ id: payment.id })
    .from(payment)
    .where(
      or(
        object.paymentIntentId ? eq(payment.paymentIntentId, object.paymentIntentId) : undefined,
        object.chargeId ? eq(payment.chargeId, object.chargeId) : undefined,
      ),
    );
  return rows.map((row) => row.id);
}

/**
 * Payments that the processor should have told us about by now: opened and unanswered, or collected
 * without their fee, since before `before`. Oldest first, at most `limit`.
 */
export async function unansweredPayments(db: Queryable, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: payment.id })
    .from(payment)
    .where(
      or(
        and(inArray(payment.status, ['created', 'open', 'processing']), lt(payment.createdAt, before)),
        and(eq(payment.status, 'succeeded'), eq(payment.feeState, 'unknown'), lt(payment.settledAt, before)),
      ),
    )
    .orderBy(payment.createdAt)
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Payments that were written but whose page never opened, started before `before`. */
export async function neverOpened(db: Queryable, before: Date): Promise<string[]> {
  const rows = await db
    .select({ id: payment.id })
    .from(payment)
    .where(and(eq(payment.status, 'created'), isNull(payment.checkoutSessionId), lt(payment.createdAt, before)));
  return rows.map((row) => row.id);
}
