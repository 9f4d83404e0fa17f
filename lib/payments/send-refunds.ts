import { and, asc, eq } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { payment, refund } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { invariant } from '@/lib/errors';
import { log } from '@/lib/log';
import { ProcessorDeclined, ProcessorUnavailable, refundCharge } from '@/lib/stripe';

const BATCH = 50;
/** Stripe may forget a key after 24 hours. */
const KEY_LIVES_MS = 23 * 60 * MINUTE_MS;

/**
 * Carries refunds that were asked for to the processor. The refund's id is the idempotency key, so
 * two workers, or a crash after Stripe said yes, still refund once; one that was asked for a day ago is
 * first looked for. What the processor made of it is learned like everything else: by its events or by
 * reconciliation.
 *
 * @param now business time
 * @returns the payments that are worth looking at again now
 */
export async function sendRefunds(now: Date): Promise<string[]> {
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
    if (await send(row.refund, row.chargeId, now)) touched.push(row.refund.paymentId);
  }
  return touched;
}

async function send(row: typeof refund.$inferSelect, chargeId: string, now: Date): Promise<boolean> {
  try {
    const { stripeRefundId } = await refundCharge({
      refundId: row.id,
      chargeId,
      amountMinor: row.amountMinor,
      reason: row.reason,
      isOld: row.createdAt <= addMilliseconds(now, -KEY_LIVES_MS),
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
