import type { Stripe } from 'stripe';
import { newStripeId } from '../store/ids';
import type { World } from '../world';

export interface NewCustomer {
  email: string | null;
  name: string | null;
  description?: string | null;
  phone?: string | null;
  metadata?: Stripe.Metadata;
  address?: Stripe.Address | null;
  preferredLocales?: string[];
  defaultPaymentMethod?: string | null;
}

/** A new customer, not yet kept. */
export function buildCustomer(world: World, input: NewCustomer): Stripe.Customer {
  return {
    id: newStripeId('cus', 14),
    object: 'customer',
    address: input.address ?? null,
    balance: 0,
    created: world.clock.seconds(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: input.description ?? null,
    discount: null,
    email: input.email,
    invoice_prefix: newStripeId('x', 8).slice(2).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: input.defaultPaymentMethod ?? null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: input.metadata ?? {},
    name: input.name,
    next_invoice_sequence: 1,
    phone: input.phone ?? null,
    preferred_locales: input.preferredLocales ?? [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}
