import { and, eq, inArray, isNull, lt, or } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { payment } from '@/db/schema';

/** Where to look at the processor for a payment. */
export type PaymentLook = {
  paymentId: string;
  way: 'checkout' | 'off_session';
  sessionId: string | null;
  intentId: string | null;
  /** Where an off-session charge is searched for whose answer was lost. */
  search: { customerId: string; since: Date } | null;
};

/** Where to look for each of these payments. */
export async function looksOf(db: Queryable, paymentIds: string[]): Promise<Map<string, PaymentLook>> {
  if (paymentIds.length === 0) return new Map();
  const rows = await db.select().from(payment).where(inArray(payment.id, paymentIds));
  return new Map(rows.map((row) => [row.id, lookOf(row)]));
}

function lookOf(row: typeof payment.$inferSelect): PaymentLook {
  const customerId = row.way === 'off_session' ? row.stripeCustomerId : null;
  return {
    paymentId: row.id,
    way: row.way,
    sessionId: row.checkoutSessionId,
    intentId: row.way === 'off_session' ? row.paymentIntentId : null,
    search: customerId ? { customerId, since: row.createdAt } : null,
  };
}

/** The payment by which a bill is being charged right now, if there is one. */
export async function openPaymentOf(db: Queryable, billId: string): Promise<typeof payment.$inferSelect | null> {
  const [row] = await db
    .select()
    .from(payment)
    .where(and(eq(payment.billId, billId), inArray(payment.status, ['created', 'open', 'processing'])));
  return row ?? null;
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

/** Payments that were written but whose page never opened, started before `before`; none off session. */
export async function neverOpened(db: Queryable, purpose: 'tip' | 'bill', before: Date): Promise<string[]> {
  const rows = await db
    .select({ id: payment.id })
    .from(payment)
    .where(
      and(
        eq(payment.purpose, purpose),
        eq(payment.way, 'checkout'),
        eq(payment.status, 'created'),
        isNull(payment.checkoutSessionId),
        lt(payment.createdAt, before),
      ),
    );
  return rows.map((row) => row.id);
}
