import { eq } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { payment } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { cancelIntent, expireCheckout } from '@/lib/stripe';
import { giveUpUnopened } from './give-up-unopened';

/**
 * Closes the way by which an unfinished payment could still be paid: its hosted page expires, its
 * intent is cancelled. It may have been paid a moment before, so what became of it is to be read
 * and applied afterwards, like everything else. A charge off session that was asked for and not
 * answered cannot be withdrawn: charge it, which answers what it is.
 *
 * @returns whether there is something to read at the processor; false: it is over, and was nothing
 * @throws ProcessorUnavailable
 */
export async function withdrawPayment(paymentId: string): Promise<boolean> {
  if (await giveUpUnopened(paymentId)) return false;
  const [row] = await getDb().select().from(payment).where(eq(payment.id, paymentId));
  invariant(row, 'what is withdrawn was started');
  const isOpen = row.status === 'created' || row.status === 'open';
  if (isOpen && row.checkoutSessionId) await expireCheckout(row.checkoutSessionId);
  if (isOpen && row.way === 'off_session' && row.paymentIntentId) await cancelIntent(row.paymentIntentId);
  return true;
}
