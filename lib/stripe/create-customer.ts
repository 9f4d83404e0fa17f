import { createHash } from 'node:crypto';
import { getStripe } from './client';
import { callProcessor } from './errors';

/**
 * Makes the fan's customer at Stripe, on whom saved cards hang. Asked again it is the same one; the
 * address is part of the key, because the same key with another address would be refused.
 *
 * @param request.email prefilled on the hosted page; null asks for none
 * @throws ProcessorUnavailable
 */
export async function createCustomer(request: { fanId: string; email: string | null }): Promise<string> {
  const { fanId, email } = request;
  const mark = email ? `:${createHash('sha256').update(`${fanId} ${email}`).digest('hex').slice(0, 12)}` : '';
  const customer = await callProcessor(() =>
    getStripe().customers.create(
      { ...(email ? { email } : {}), metadata: { fan_id: fanId } },
      { idempotencyKey: `fan_${fanId}:customer${mark}` },
    ),
  );
  return customer.id;
}
