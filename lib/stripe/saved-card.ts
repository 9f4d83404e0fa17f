import type Stripe from 'stripe';

/** A card that Stripe keeps for a customer. Its number is never here. */
export type SavedCard = {
  paymentMethodId: string;
  customerId: string;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  /** ISO 3166, where Stripe knows it. */
  country: string | null;
  /** Stripe's word for "the same card", whoever saved it. */
  fingerprint: string | null;
  mandateId: string | null;
};

/** A payment method as a saved card; null when it is no card or belongs to no customer. */
export function savedCardOf(method: Stripe.PaymentMethod, mandateId: string | null): SavedCard | null {
  const { card, customer } = method;
  const customerId = typeof customer === 'string' ? customer : (customer?.id ?? null);
  if (!card || !customerId) return null;
  return {
    paymentMethodId: method.id,
    customerId,
    brand: card.display_brand ?? card.brand,
    last4: card.last4,
    expMonth: card.exp_month,
    expYear: card.exp_year,
    country: card.country,
    fingerprint: card.fingerprint ?? null,
    mandateId,
  };
}
