import { getStripe } from './client';
import { callProcessor } from './errors';

/** A charge off session as Stripe knows it, with what of ours its metadata names (never a proof). */
export type BillCharge = {
  paymentId: string;
  billId: string;
  amountMinor: number;
  /** ISO 4217, upper case. */
  currency: string;
  customerId: string;
  paymentMethodId: string;
  description: string;
  createdAt: Date;
};

/**
 * Charges of bills since an instant, by Stripe's time, that took money or may still: for books that may
 * have forgotten them. Refused ones are left out, nothing was taken by them.
 *
 * @throws ProcessorUnavailable
 */
export async function listBillChargesSince(since: Date): Promise<BillCharge[]> {
  const gte = Math.floor(since.getTime() / 1000);
  const found: BillCharge[] = [];
  for (let startingAfter: string | undefined; ; ) {
    const page = await callProcessor(() =>
      getStripe().paymentIntents.list({ created: { gte }, limit: 100, ...(startingAfter ? { starting_after: startingAfter } : {}) }));
    for (const { status, metadata, customer, payment_method: method, ...intent } of page.data) {
      const { payment_id: paymentId, bill_id: billId } = metadata;
      if ((status !== 'succeeded' && status !== 'processing') || !paymentId || !billId || !customer || !method) continue;
      found.push({
        paymentId, billId, amountMinor: intent.amount, currency: intent.currency.toUpperCase(), description: intent.description ?? '',
        customerId: typeof customer === 'string' ? customer : customer.id, paymentMethodId: typeof method === 'string' ? method : method.id,
        createdAt: new Date(intent.created * 1000),
      });
    }
    startingAfter = page.data.at(-1)?.id;
    if (!page.has_more || !startingAfter) return found.reverse();
  }
}
