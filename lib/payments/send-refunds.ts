import { and, asc, eq } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { payment, refund } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { log } from '@/lib/log';
import { ProcessorDeclined, ProcessorUnavailable, refundCharge } from '@/lib/stripe';

const BATCH = 50;

/**
 * Carries refunds that were asked for to the processor. The refund's id is the idempotency key, so
 * two workers, or a crash after Stripe said yes, still refund once. What the processor made of it
 * is learned like everything else: by its events or by reconciliation.
 *
 * @returns the payments that are worth looking at again now
 */
export async function sendRefunds(): Promise<string[]> {
  const asked = await getDb()
    .select({ refund, chargeId: payment.chargeId })
    .from(refund)
    .innerJoin(payment, eq(payment.id, refund.paymentId))
    .where(eq(refund.status, 'asked'))
    .orderBy(asc(refund.createdAt))
    .limit(BATCH);
  const touched: string[] = [];
  for (const row of asked) {
    invariant(row.chargeId, 'only a collected payment is refunded');
    if (await send(row.refund, row.chargeId)) touched.push(row.refund.paymentId);
  }
  return touched;
}

async function send(row: typeof refund.$inferSelect, chargeId: string): Promise<boolean> {
  try {
    const { stripeRefundId } = await refundCharge({
      refundId: row.id,
      chargeId,
      amountMinor: row.amountMinor,
      reason: row.reason,
    });
    await move(row.id, { status: 'pending', stripeRefundId });
    return true;
  } catch (error) {
    if (error instanceof ProcessorUnavailable) return false;
    if (!(error instanceof ProcessorDeclined)) throw error;
    log.warn('refund.declined', { refund: row.id, code: error.processorCode });
    await move(row.id, { status: 'failed', failureCode: error.processorCode });
    return false;
  }
}

/** Only from 'asked': an event may already have told more than the answer we waited for. */
async function move(id: string, change: Partial<typeof refund.$inferInsert>): Promise<void> {
  await getDb().update(refund).set(change).where(and(eq(refund.id, id), eq(refund.status, 'asked')));
}
