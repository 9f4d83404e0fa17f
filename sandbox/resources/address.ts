import type { Stripe } from 'stripe';

/** An address as Stripe shows it, from one as a request gives it. */
export function toAddress(
  given: Stripe.Emptyable<Stripe.AddressParam> | undefined,
): Stripe.Address | null {
  if (!given) return null;
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  };
}
