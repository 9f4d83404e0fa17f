import type { Stripe } from 'stripe';
import { newStripeId } from '../store/ids';
import type { SetupDetails } from '../store/records';
import type { World } from '../world';

export interface NewSetup {
  customer: string | null;
  description?: string | null;
  metadata?: Stripe.Metadata;
  methodTypes: string[];
  allowedTypes?: Stripe.SetupIntent.AllowedPaymentMethodType[] | null;
  excludedTypes?: Stripe.SetupIntent.ExcludedPaymentMethodType[] | null;
  paymentMethod?: string | null;
  usage?: string;
  allowRedirects?: Stripe.SetupIntent.AutomaticPaymentMethods.AllowRedirects;
  credentialUsage?: Stripe.SetupIntent.PaymentMethodOptions.Card.SetupCredentialUsage;
  details?: Partial<Omit<SetupDetails, 'id'>>;
}

/** Makes and keeps a setup intent and tells `setup_intent.created`. */
export function addSetupIntent(world: World, input: NewSetup): Stripe.SetupIntent {
  const id = newStripeId('seti');
  const setup: Stripe.SetupIntent = {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: input.allowedTypes ?? null,
    application: null,
    automatic_payment_methods: {
      enabled: true,
      ...(input.allowRedirects ? { allow_redirects: input.allowRedirects } : {}),
    },
    cancellation_reason: null,
    client_secret: newStripeId(`${id}_secret`, 25),
    created: world.clock.seconds(),
    customer: input.customer,
    customer_account: null,
    description: input.description ?? null,
    excluded_payment_method_types: input.excludedTypes ?? null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: input.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: input.paymentMethod ?? null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        mandate_options: null,
        network: null,
        request_three_d_secure: 'automatic',
        ...(input.credentialUsage ? { setup_credential_usage: input.credentialUsage } : {}),
      },
    },
    payment_method_types: input.methodTypes,
    single_use_mandate: null,
    status: input.paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
    usage: input.usage ?? 'off_session',
  };
  const details = { session: null, returnUrl: null, mandate: false, waiting: null, ...input.details };
  world.store.setupDetails.put({ id, ...details });
  world.store.setupIntents.put(setup);
  world.emit('setup_intent.created', setup);
  return setup;
}
