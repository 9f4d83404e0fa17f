import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { fan } from '@/db/schema';
import { log } from '@/lib/log';
import { deleteCustomer, ProcessorUnavailable } from '@/lib/stripe';

const BATCH = 50;

/**
 * Makes the processor forget the customers of fans who are no more: accounts that were deleted, guests
 * who were refused or never confirmed. The fan's own row says that it is still to be done, so whatever
 * dies in between, the next run goes on; a customer that is gone already is as good. One whose charge
 * is under way waits for how that ends.
 *
 * @returns how many it forgot
 */
export async function forgetCustomers(): Promise<number> {
  const isUnderWay = sql`exists (
    select from bill b join payment p on p.bill_id = b.id where b.fan_id = ${fan.id} and p.status in ('created', 'open', 'processing'))`;
  const gone = await getDb()
    .select({ id: fan.id, customerId: fan.stripeCustomerId })
    .from(fan)
    .where(and(eq(fan.status, 'ended'), isNotNull(fan.stripeCustomerId), sql`not ${isUnderWay}`))
    .orderBy(asc(fan.id))
    .limit(BATCH);
  let forgotten = 0;
  for (const { id, customerId } of gone) {
    if (customerId === null) continue;
    try {
      await deleteCustomer(customerId);
    } catch (error) {
      if (!(error instanceof ProcessorUnavailable)) throw error;
      log.warn('customer.delete_failed', { fan: id });
      return forgotten;
    }
    await getDb().update(fan).set({ stripeCustomerId: null }).where(and(eq(fan.id, id), eq(fan.stripeCustomerId, customerId)));
    forgotten += 1;
  }
  return forgotten;
}
