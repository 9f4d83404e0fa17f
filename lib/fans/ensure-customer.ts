import { and, eq, isNull } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { fan } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { createCustomer } from '@/lib/stripe';
import { findMailbox } from './find-mailbox';
import type { Fan } from './queries';

/**
 * The fan's customer at the processor, made when there is none. Two at once get the same one; no
 * transaction is open during the request.
 *
 * @throws ProcessorUnavailable
 */
export async function ensureCustomer({ id, stripeCustomerId }: Fan): Promise<string> {
  if (stripeCustomerId) return stripeCustomerId;
  const mailbox = await findMailbox(getDb(), id);
  const made = await createCustomer({ fanId: id, email: mailbox?.email ?? null });
  await getDb().update(fan).set({ stripeCustomerId: made }).where(and(eq(fan.id, id), isNull(fan.stripeCustomerId)));
  const [row] = await getDb().select({ customerId: fan.stripeCustomerId }).from(fan).where(eq(fan.id, id));
  invariant(row?.customerId, 'a fan keeps the customer that was made');
  return row.customerId;
}
