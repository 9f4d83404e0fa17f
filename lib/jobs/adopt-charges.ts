import { inArray } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { payment } from '@/db/schema';
import { adoptCharge, findChargeStop, RESTORED } from '@/lib/billing';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { isId } from '@/lib/ids';
import { looksOf } from '@/lib/payments';
import { RESTORED_CURSOR, readUntil } from '@/lib/reconcile';
import { listBillChargesSince } from '@/lib/stripe';
import { refreshPayments } from '@/lib/webhooks';

/** Our clock and Stripe's may differ by as much. */
const SLACK_MS = 5 * MINUTE_MS;

/**
 * While charges stand still because a backup was restored: takes into the books the charges of bills
 * that Stripe made after it, each under the payment that its metadata names, so that none of these bills
 * is charged again. A bill that itself was made after the backup is not there to take its charge; that
 * stays a difference, and no charge goes on before somebody decided about it.
 *
 * @returns how many were taken in
 * @throws ProcessorUnavailable
 */
export async function adoptCharges(): Promise<number> {
  const since = (await findChargeStop(getDb()))?.failureCode === RESTORED ? await readUntil(RESTORED_CURSOR) : null;
  if (!since) return 0;
  const charges = (await listBillChargesSince(addMilliseconds(since, -SLACK_MS))).filter(({ paymentId }) => isId(paymentId));
  const known = await getDb().select({ id: payment.id }).from(payment).where(inArray(payment.id, charges.map(({ paymentId }) => paymentId)));
  const ids = new Set(known.map(({ id }) => id));
  const adopted: string[] = [];
  for (const charge of charges) if (!ids.has(charge.paymentId) && (await adoptCharge(charge))) adopted.push(charge.paymentId);
  if (adopted.length > 0) await refreshPayments([...(await looksOf(getDb(), adopted)).values()]);
  return adopted.length;
}
