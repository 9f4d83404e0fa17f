import { and, eq, inArray } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { bill, fan, payment } from '@/db/schema';
import { isId } from '@/lib/ids';
import { PaymentUnderWay, startPayment } from '@/lib/payments';
import type { BillCharge } from '@/lib/stripe';
import { billPath } from './bill-link';

/**
 * Writes again the row of a charge that the processor knows and these books forgot (a restored backup),
 * so that its bill is not charged a second time; ask for the payment afterwards, as for any whose answer
 * was lost. Only what fits is believed: a bill that is open, of the same fan's customer where it names one, for
 * the same sum.
 *
 * @returns whether the row was written
 */
export async function adoptCharge(charge: BillCharge): Promise<boolean> {
  if (!isId(charge.paymentId) || !isId(charge.billId)) return false;
  try {
    return await inTransaction((tx) => adopt(tx, charge));
  } catch (error) {
    // The bill has a payment of these books already: what became of that is learned first.
    if (error instanceof PaymentUnderWay) return false;
    throw error;
  }
}

async function adopt(tx: Tx, { billId, paymentId, customerId, paymentMethodId, sessionId, description, amountMinor, createdAt, ...charge }: BillCharge): Promise<boolean> {
  const way = wayOf({ customerId, paymentMethodId, sessionId });
  if (!way) return false;
  const [open] = await tx
    .select({ currency: bill.currency, amountMinor: bill.amountMinor, personId: fan.personId })
    .from(bill)
    .innerJoin(fan, eq(fan.id, bill.fanId))
    .where(and(eq(bill.id, billId), inArray(bill.status, ['due', 'failing']), customerId ? eq(fan.stripeCustomerId, customerId) : undefined))
    .for('update', { of: bill });
  if (open?.amountMinor !== amountMinor || open.currency !== charge.currency) return false;
  await startPayment(tx, {
    id: paymentId, purpose: 'bill', billId, ...way, amountMinor, currency: open.currency, description,
    returnPath: billPath(billId), cancelPath: billPath(billId), personId: customerId ? open.personId : null, now: createdAt,
  });
  if (sessionId) await tx.update(payment).set({ checkoutSessionId: sessionId, status: 'open' }).where(eq(payment.id, paymentId));
  return true;
}

/** How it was paid, by what there is to look for it with; null when nothing would find it again. */
function wayOf({ customerId, paymentMethodId, sessionId }: Pick<BillCharge, 'customerId' | 'paymentMethodId' | 'sessionId'>) {
  if (sessionId) return { way: 'checkout', stripeCustomerId: customerId } as const;
  return customerId && paymentMethodId ? ({ way: 'off_session', stripeCustomerId: customerId, paymentMethodId } as const) : null;
}
