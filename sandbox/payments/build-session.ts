import type { Stripe } from 'stripe';
import { invalidParam, invalidRequest, missing } from '../server/stripe-error';
import { newStripeId } from '../store/ids';
import { toMetadata } from '../resources/metadata';
import type { World } from '../world';
import { chooseTypes } from './build-intent';
import { addSetupIntent } from './build-setup-intent';
import { minimumCharge } from './fees';
import { buildLineItems } from './line-items';

type CreateParams = Stripe.Checkout.SessionCreateParams;

const DAY_SECONDS = 86_400;
const HALF_HOUR_SECONDS = 1_800;
const LARGEST_AMOUNT = 99_999_999;

/**
 * Makes and keeps an open Checkout Session: for a payment, with its line items, or for saving a
 * method, with its setup intent.
 */
export function addSession(world: World, params: CreateParams): Stripe.Checkout.Session {
  const mode = params.mode ?? 'payment';
  if (mode !== 'payment' && mode !== 'setup') {
    throw invalidParam(`The sandbox does not offer Checkout in ${mode} mode.`, 'mode');
  }
  if (params.ui_mode !== undefined && params.ui_mode !== 'hosted_page') {
    throw invalidParam('The sandbox offers the hosted page only.', 'ui_mode');
  }
  const successUrl = checkUrl(params.success_url, 'success_url');
  if (params.cancel_url !== undefined) checkUrl(params.cancel_url, 'cancel_url');
  if (params.customer && world.store.customers.get(params.customer) === null) {
    throw missing('customer', params.customer, 'customer');
  }
  const asked = mode === 'setup' ? readSetup(params) : readPayment(world, params);
  if (asked.types.length === 0) {
    throw invalidRequest('No payment method is left that this account offers in this currency.');
  }
  const expiresAt = checkExpiry(world, params.expires_at);
  const session = buildSession(world, params, { ...asked, successUrl, expiresAt });
  world.store.sessionDetails.put({
    id: session.id,
    lineItems: asked.lineItems,
    intent: params.payment_intent_data ?? null,
    payer: null,
  });
  world.store.sessions.put(mode === 'setup' ? withSetup(world, session, params) : session);
  const wait = expiresAt * 1_000 - world.clock.nowMs();
  world.schedule({ kind: 'expire_session', session: session.id }, wait);
  return world.store.sessions.get(session.id) ?? session;
}

type Asked = Pick<Worked, 'amount' | 'currency' | 'types'> & { lineItems: Stripe.LineItem[] };

function readPayment(world: World, params: CreateParams): Asked {
  if (params.setup_intent_data) {
    throw invalidParam('You can not pass `setup_intent_data` in `payment` mode.', 'setup_intent_data');
  }
  const lineItems = buildLineItems(world, params.line_items ?? []);
  const currency = lineItems[0]?.currency ?? '';
  const amount = lineItems.reduce((sum, item) => sum + item.amount_total, 0);
  checkAmount(amount, currency);
  return { amount, currency, lineItems, types: typesOf(params, currency) };
}

/** Dynamic payment methods need to know the currency of what will be charged later. */
function readSetup(params: CreateParams): Asked {
  for (const param of ['line_items', 'payment_intent_data', 'submit_type'] as const) {
    if (params[param] !== undefined) throw invalidParam(`You can not pass \`${param}\` in \`setup\` mode.`, param);
  }
  if (params.currency === undefined) {
    throw invalidParam('Missing required param: currency.', 'currency', 'parameter_missing');
  }
  const currency = params.currency.toLowerCase();
  return { amount: null, currency, lineItems: [], types: typesOf(params, currency) };
}

function typesOf(params: CreateParams, currency: string): string[] {
  return chooseTypes(currency, params.allowed_payment_method_types, params.excluded_payment_method_types);
}

function withSetup(
  world: World,
  session: Stripe.Checkout.Session,
  params: CreateParams,
): Stripe.Checkout.Session {
  const setup = addSetupIntent(world, {
    customer: params.customer ?? null,
    description: params.setup_intent_data?.description ?? null,
    metadata: toMetadata(params.setup_intent_data?.metadata),
    methodTypes: session.payment_method_types,
    details: { session: session.id, returnUrl: session.success_url },
  });
  return { ...session, setup_intent: setup.id };
}

interface Worked {
  /** Null in setup mode: nothing is charged. */
  amount: number | null;
  currency: string;
  types: string[];
  successUrl: string;
  expiresAt: number;
}

function buildSession(
  world: World,
  params: CreateParams,
  { amount, currency, types, successUrl, expiresAt }: Worked,
): Stripe.Checkout.Session {
  const id = newStripeId('cs_test', 58);
  return {
    ...NOT_OFFERED,
    id,
    object: 'checkout.session',
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: amount,
    amount_total: amount,
    billing_address_collection: params.billing_address_collection ?? null,
    branding_settings: brandingOf(world, params),
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    created: world.clock.seconds(),
    currency,
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: params.custom_text?.submit || null,
      terms_of_service_acceptance: null,
    },
    customer: params.customer ?? null,
    customer_creation: params.customer || amount === null ? null : (params.customer_creation ?? 'if_required'),
    customer_details: params.customer_email ? emailOnly(params.customer_email) : null,
    customer_email: params.customer_email ?? null,
    excluded_payment_method_types: params.excluded_payment_method_types ?? [],
    expires_at: expiresAt,
    locale: params.locale ?? null,
    metadata: toMetadata(params.metadata),
    mode: amount === null ? 'setup' : 'payment',
    payment_intent: null,
    payment_method_types: types,
    payment_status: amount === null ? 'no_payment_required' : 'unpaid',
    status: 'open',
    submit_type: params.submit_type ?? null,
    success_url: successUrl,
    ui_mode: 'hosted_page',
    url: `${world.origin}/c/pay/${id}`,
  };
}

/** The parts of Checkout that the sandbox does not offer: as they look when nobody asked. */
const NOT_OFFERED = {
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allow_promotion_codes: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  client_secret: null,
  collected_information: { business_name: null, individual_name: null, shipping_details: null },
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  customer_account: null,
  discounts: [],
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  livemode: false,
  managed_payments: null,
  origin_context: null,
  payment_link: null,
  payment_method_collection: 'if_required',
  payment_method_configuration_details: null,
  payment_method_options: { card: { request_three_d_secure: 'automatic' } },
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  subscription: null,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>;

function brandingOf(world: World, params: CreateParams): Stripe.Checkout.Session.BrandingSettings {
  return {
    background_color: '#ffffff',
    border_style: 'rounded',
    button_color: '#a8521f',
    display_name: params.branding_settings?.display_name ?? world.merchantName,
    font_family: 'default',
    icon: null,
    logo: null,
  };
}

function emailOnly(email: string): Stripe.Checkout.Session.CustomerDetails {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: null,
  };
}

function checkUrl(url: string | undefined, param: string): string {
  if (url === undefined) {
    throw invalidParam(`Missing required param: ${param}.`, param, 'parameter_missing');
  }
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) {
    const message = 'Not a valid URL: an explicit scheme (such as https) must be provided.';
    throw invalidParam(message, param, 'url_invalid');
  }
  return url;
}

/** Stripe's bounds for one payment; also used for payment intents. */
export function checkAmount(amount: number, currency: string): void {
  if (amount < minimumCharge(currency)) {
    const message =
      `The Checkout Session's total amount must convert to at least 50 cents. ` +
      `${amount} ${currency} is too small.`;
    throw invalidRequest(message, 'amount_too_small');
  }
  if (amount > LARGEST_AMOUNT) {
    throw invalidRequest('Amount must be no more than 999,999.99.', 'amount_too_large', 'amount');
  }
}

function checkExpiry(world: World, expiresAt: number | undefined): number {
  const now = world.clock.seconds();
  if (expiresAt === undefined) return now + DAY_SECONDS;
  // Stripe asks for 30 minutes; a minute of it is forgiven for clocks that differ.
  if (expiresAt < now + HALF_HOUR_SECONDS - 60 || expiresAt > now + DAY_SECONDS + 60) {
    const message =
      'The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from Checkout Session creation.';
    throw invalidParam(message, 'expires_at');
  }
  return expiresAt;
}
