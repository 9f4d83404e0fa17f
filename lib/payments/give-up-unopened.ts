import { and, eq, isNull } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { payment } from '@/db/schema';

/**
 * Gives up a payment whose hosted page never opened. Nobody can have paid it: a page that was made
 * all the same was shown to nobody, and whoever still waits for it is refused (`openPayment`).
 *
 * @returns false when its page is open by now, or it is over
 */
export async function giveUpUnopened(paymentId: string): Promise<boolean> {
  const given = await getDb()
    .update(payment)
    .set({ status: 'expired', openingUntil: null })
    .where(
      and(
        eq(payment.id, paymentId),
        eq(payment.way, 'checkout'),
        eq(payment.status, 'created'),
        isNull(payment.checkoutSessionId),
      ),
    )
    .returning({ id: payment.id });
  return given.length > 0;
}
