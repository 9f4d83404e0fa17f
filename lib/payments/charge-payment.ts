import { and, eq, isNull } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { payment } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { invariant } from '@/lib/errors';
import { log } from '@/lib/log';
import { cancelIntent, chargeOffSession, fetchIntent, findIntent, ProcessorUnavailable, type ChargeReport } from '@/lib/stripe';

/** Stripe may forget a key after 24 hours; from then on a repeat would charge twice. */
const KEY_LIVES_MS = 23 * 60 * MINUTE_MS;

/**
 * Charges the saved card of a started payment, or learns what became of it: asked again, whoever
 * asks and whatever crashed, it is one charge. The report is to be applied by the caller
 * (`settleReports` in lib/webhooks); a decline is a report too.
 *
 * An attempt older than a day whose answer was lost is first searched for at the processor. When
 * the bank wants the cardholder, the intent is cancelled: only a hosted page can go on.
 *
 * @param now business time
 * @throws ProcessorBusy when the run should slow down; ProcessorUnavailable when nothing is known
 */
export async function chargePayment(paymentId: string, now: Date): Promise<ChargeReport> {
  const [row] = await getDb().select().from(payment).where(eq(payment.id, paymentId));
  invariant(row?.way === 'off_session' && row.billId, 'only a bill is charged off session');
  const report = await reportOf(row, now);
  if (report.paymentIntentId) await keepIntent(row.id, report.paymentIntentId);
  if (report.requiresAuthentication && report.paymentIntentId) await cancelQuietly(report.paymentIntentId);
  return report;
}

async function reportOf(row: typeof payment.$inferSelect, now: Date): Promise<ChargeReport> {
  if (row.paymentIntentId) return fetchIntent(row.paymentIntentId);
  const { stripeCustomerId, paymentMethodId, billId } = row;
  invariant(stripeCustomerId && paymentMethodId && billId, 'a charge off session has its card');
  if (row.createdAt <= addMilliseconds(now, -KEY_LIVES_MS)) {
    const found = await findIntent({ customerId: stripeCustomerId, paymentId: row.id, since: row.createdAt });
    if (found) return found;
  }
  return chargeOffSession({
    paymentId: row.id,
    billId,
    attempt: row.attempt,
    amountMinor: row.amountMinor,
    currency: row.currency,
    customerId: stripeCustomerId,
    paymentMethodId,
    description: row.description,
    transferGroup: `bill_${billId}`,
  });
}

/** Kept at once, so that events which carry no metadata of ours lead here, should we die now. */
async function keepIntent(paymentId: string, paymentIntentId: string): Promise<void> {
  await getDb()
    .update(payment)
    .set({ paymentIntentId })
    .where(and(eq(payment.id, paymentId), isNull(payment.paymentIntentId)));
}

/** Tidiness only: nobody but us could complete it, so it must not cost the answer we have. */
async function cancelQuietly(paymentIntentId: string): Promise<void> {
  try {
    await cancelIntent(paymentIntentId);
  } catch (error) {
    if (!(error instanceof ProcessorUnavailable)) throw error;
    log.warn('payment.cancel_failed', { intent: paymentIntentId });
  }
}
