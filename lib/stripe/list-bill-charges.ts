import { getStripe } from './client';
import { callProcessor } from './errors';

/** A charge of a bill as Stripe knows it, with what of ours its metadata names (never a proof). */
export type BillCharge = {
  paymentId: string;
  billId: string;
  amountMinor: number;
  /** ISO 4217, upper case. */
  currency: string;
  customerId: string | null;
  paymentMethodId: string | null;
  /** The hosted page that it was paid on; null of one off session. */
  sessionId: string | null;
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
      if ((status !== 'succeeded' && status !== 'processing') || !paymentId || !billId) continue;
      found.push({
        paymentId, billId, amountMinor: intent.amount, currency: intent.currency.toUpperCase(), description: intent.description ?? '',
        customerId: idOf(customer), paymentMethodId: idOf(method),
        // Only what is charged off session counts its attempts.
        sessionId: metadata.attempt === undefined ? await sessionOf(intent.id) : null,
        createdAt: new Date(intent.created * 1000),
      });
    }
    startingAfter = page.data.at(-1)?.id;
    if (!page.has_more || !startingAfter) return found.reverse();
  }
}

async function sessionOf(intentId: string): Promise<string | null> {
  const { data: [session] } = await callProcessor(() => getStripe().checkout.sessions.list({ payment_intent: intentId, limit: 1 }));
  return session?.id ?? null;
}

function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}
