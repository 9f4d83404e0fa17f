import { and, eq, or } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { payment, tip } from '@/db/schema';

/** The payment that an id means: its own, the one of a direct tip, or the one that paid a bill. */
export async function findPaymentIds(db: Queryable, id: string): Promise<string[]> {
  const rows = await db
    .select({ id: payment.id })
    .from(payment)
    .leftJoin(tip, eq(tip.paymentId, payment.id))
    .where(or(eq(payment.id, id), eq(tip.id, id), and(eq(payment.billId, id), eq(payment.status, 'succeeded'))));
  return rows.map((row) => row.id);
}
