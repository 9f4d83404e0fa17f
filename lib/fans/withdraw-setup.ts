import { eq } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { cardSetup } from '@/db/schema';
import { expireCheckout } from '@/lib/stripe';

/**
 * Closes the page that saves a card before its time; a card that was saved there stays. What became of it
 * is read from the processor's event, like everything else.
 *
 * @throws ProcessorUnavailable
 */
export async function withdrawSetup(setupId: string): Promise<void> {
  const [row] = await getDb().select().from(cardSetup).where(eq(cardSetup.id, setupId));
  const isOpen = row?.status === 'created' || row?.status === 'open';
  if (isOpen && row.checkoutSessionId) await expireCheckout(row.checkoutSessionId);
}
