import { desc, eq, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { fraudWarning, payment, refund } from '@/db/schema';
import { isId } from '@/lib/ids';
import { nameOfPage } from './queries';

/**
 * Whether a warning waits for a person: nothing was sent back because of it although that would help, or
 * the refund failed; and its bank has not disputed it, where the dispute is answered instead.
 */
const waits = sql<boolean>`(
  (${refund.id} is null and ${fraudWarning.actionable} or ${refund.status} = 'failed') and ${payment.status} = 'succeeded'
  and not exists (select from dispute d where d.payment_id = ${payment.id})
  and ${payment.amountMinor} > (select coalesce(sum(b.amount_minor), 0) from refund b where b.payment_id = ${payment.id} and b.status <> 'failed'))`;

const columns = {
  warning: fraudWarning, amountMinor: payment.amountMinor, currency: payment.currency, purpose: payment.purpose, billId: payment.billId,
  creatorName: nameOfPage, refundStatus: refund.status, failureCode: refund.failureCode, waits,
};

/** A warning as its line in a list says it, with what was sent back because of it. */
export type WarningRow = Awaited<ReturnType<typeof listWarnings>>[number];

/** The newest warnings of fraud, those that wait for a person first. */
export async function listWarnings(db: Queryable, limit: number) {
  const rows = await db
    .select(columns)
    .from(fraudWarning)
    .innerJoin(payment, eq(payment.id, fraudWarning.paymentId))
    .leftJoin(refund, eq(refund.id, fraudWarning.refundId))
    .orderBy(desc(waits), desc(fraudWarning.createdAt), desc(fraudWarning.id))
    .limit(limit);
  return rows.map(flat);
}

/** One warning; null for none. */
export async function findWarning(db: Queryable, warningId: string): Promise<WarningRow | null> {
  if (!isId(warningId)) return null;
  const [row] = await db
    .select(columns)
    .from(fraudWarning)
    .innerJoin(payment, eq(payment.id, fraudWarning.paymentId))
    .leftJoin(refund, eq(refund.id, fraudWarning.refundId))
    .where(eq(fraudWarning.id, warningId));
  return row ? flat(row) : null;
}

/** How many warnings wait for a person, and since when the oldest. */
export async function countWaitingWarnings(db: Queryable): Promise<{ count: number; oldestAt: Date | null }> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int`, oldestAt: sql<number | null>`(extract(epoch from min(${fraudWarning.createdAt})) * 1000)::float8` })
    .from(fraudWarning)
    .innerJoin(payment, eq(payment.id, fraudWarning.paymentId))
    .leftJoin(refund, eq(refund.id, fraudWarning.refundId))
    .where(waits);
  return { count: row?.count ?? 0, oldestAt: row?.oldestAt == null ? null : new Date(row.oldestAt) };
}

function flat<Row extends { warning: typeof fraudWarning.$inferSelect }>({ warning, ...rest }: Row) {
  return { ...warning, ...rest };
}
