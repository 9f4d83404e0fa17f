import { getStripe } from './client';
import { endAtProcessor } from './errors';

/**
 * Makes Stripe forget a customer with the address and every card saved on it. Charges stay in its
 * books and can still be refunded. One that is gone already is as good.
 *
 * @throws ProcessorUnavailable
 */
export async function deleteCustomer(customerId: string): Promise<void> {
  await endAtProcessor(() => getStripe().customers.del(customerId));
}
