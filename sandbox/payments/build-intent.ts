import type { Stripe } from 'stripe';
import { newStripeId } from '../store/ids';
import type { IntentDetails } from '../store/records';
import type { World } from '../world';

export interface NewIntent {
  amount: number;
  currency: string;
  customer?: string | null;
  description?: string | null;
  metadata?: Stripe.Metadata;
  methodTypes: string[];
  allowedTypes?: string[] | null;
  excludedTypes?: Stripe.PaymentIntent.ExcludedPaymentMethodType[] | null;
  paymentMethod?: string | null;
  receiptEmail?: string | null;
  setupFutureUsage?: Stripe.PaymentIntent.SetupFutureUsage | null;
  shipping?: Stripe.PaymentIntent.Shipping | null;
  statementDescriptor?: string | null;
  statementDescriptorSuffix?: string | null;
  transferGroup?: string | null;
  credentialUsage?: Pick<
    Stripe.PaymentIntent.PaymentMethodOptions.Card,
    'setup_credential_usage' | 'stored_credential_usage'
  >;
  allowRedirects?: Stripe.PaymentIntent.AutomaticPaymentMethods.AllowRedirects;
  details?: Partial<Omit<IntentDetails, 'id'>>;
}

const CARD_OPTIONS = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: 'automatic',
} satisfies Stripe.PaymentIntent.PaymentMethodOptions.Card;

/** Makes and keeps a payment intent and tells `payment_intent.created`. */
export function addIntent(world: World, input: NewIntent): Stripe.PaymentIntent {
  const id = newStripeId('pi');
  const intent: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: input.allowedTypes ?? null,
    amount: input.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: {
      enabled: true,
      ...(input.allowRedirects ? { allow_redirects: input.allowRedirects } : {}),
    },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: newStripeId(`${id}_secret`, 25),
    confirmation_method: 'automatic',
    created: world.clock.seconds(),
    currency: input.currency,
    customer: input.customer ?? null,
    customer_account: null,
    description: input.description ?? null,
    excluded_payment_method_types: input.excludedTypes ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: input.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: input.paymentMethod ?? null,
    payment_method_configuration_details: null,
    payment_method_options: { card: { ...CARD_OPTIONS, ...input.credentialUsage } },
    payment_method_types: input.methodTypes,
    payment_record: null,
    processing: null,
    receipt_email: input.receiptEmail ?? null,
    review: null,
    setup_future_usage: input.setupFutureUsage ?? null,
    shipping: input.shipping ?? null,
    source: null,
    statement_descriptor: input.statementDescriptor ?? null,
    statement_descriptor_suffix: input.statementDescriptorSuffix ?? null,
    status: input.paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: input.transferGroup ?? null,
  };
  world.store.intentDetails.put({
    id,
    session: null,
    returnUrl: null,
    offSession: false,
    waiting: null,
    ...input.details,
  });
  world.store.intents.put(intent);
  world.emit('payment_intent.created', intent);
  return intent;
}

/** The kinds of payment that the sandbox's account offers in a currency. */
export function offeredTypes(currency: string): string[] {
  if (currency === 'eur') return ['card', 'sepa_debit', 'paypal'];
  return currency === 'usd' || currency === 'gbp' ? ['card', 'paypal'] : ['card'];
}

/** What is left of the offered kinds after a request allowed some or excluded some. */
export function chooseTypes(
  currency: string,
  allowed: readonly string[] | null | undefined,
  excluded: readonly string[] | null | undefined,
): string[] {
  return offeredTypes(currency)
    .filter((type) => !allowed || allowed.includes(type))
    .filter((type) => !excluded?.includes(type));
}
