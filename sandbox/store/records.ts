/**
 * What the sandbox remembers beside Stripe's own objects: things that Stripe keeps to itself.
 */
import type { Stripe } from 'stripe';
import type { Decline } from '../payments/cards';

/** Which test card or account stands behind a payment method. Only listed test numbers exist. */
export interface Instrument {
  /** The payment method's id. */
  id: string;
  kind: 'card' | 'sepa_debit' | 'paypal';
  /** The listed test number or IBAN; empty for PayPal. */
  number: string;
  /** A card that asks for authentication no longer does so off session once it was set up. */
  authenticated: boolean;
  /** What a control route made the card do from now on, instead of what its number stands for. */
  turned?: Decline | 'succeeds' | null;
  /** Once detached from its customer a method is of no use to anybody. */
  detached?: boolean;
}

/** The next off-session charges of a customer fail with this reason, whatever the card. */
export interface CustomerFault {
  /** The customer's id. */
  id: string;
  decline: Decline;
  times: number;
}

/** How a setup intent was asked for, as far as the object itself does not say it. */
export interface SetupDetails {
  /** The setup intent's id. */
  id: string;
  session: string | null;
  returnUrl: string | null;
  /** Whether the request brought the customer's consent with it (`mandate_data`). */
  mandate: boolean;
  /** The attempt that waits for 3-D Secure or for PayPal. */
  waiting: 'three_d_secure' | 'paypal' | null;
}

/** How a payment intent was asked for, as far as the object itself does not say it. */
export interface IntentDetails {
  /** The payment intent's id. */
  id: string;
  session: string | null;
  returnUrl: string | null;
  offSession: boolean;
  /** The attempt that waits for 3-D Secure or for PayPal. */
  waiting: 'three_d_secure' | 'paypal' | null;
}

/** What a Checkout Session was created with and does not show. */
export interface SessionDetails {
  /** The session's id. */
  id: string;
  lineItems: Stripe.LineItem[];
  intent: Stripe.Checkout.SessionCreateParams['payment_intent_data'] | null;
  /** The e-mail and name typed on the page, kept while 3-D Secure or PayPal runs. */
  payer: Payer | null;
}

export interface Payer {
  email: string | null;
  name: string | null;
  country: string | null;
  postalCode: string | null;
}

export interface EndpointSecret {
  /** The webhook endpoint's id, or the event destination's. */
  id: string;
  secret: string;
  /** It gets what happens to connected accounts, and nothing else. */
  connect?: boolean;
}

/** One event on its way to one endpoint. */
export interface Delivery {
  id: string;
  event: string;
  endpoint: string;
  state: 'waiting' | 'delivered' | 'failed' | 'dropped';
  attempts: number;
  /** The HTTP status of the last attempt; null when there was no answer. */
  lastStatus: number | null;
  lastError: string | null;
}

/** Something that becomes due as the sandbox's clock moves. */
export type Task = { id: string; dueMs: number } & (
  | { kind: 'post_fee'; charge: string }
  | { kind: 'settle_debit'; charge: string; succeeds: boolean }
  | { kind: 'expire_session'; session: string }
  | { kind: 'open_dispute'; charge: string; inquiry: boolean }
  | { kind: 'finish_refund'; refund: string; succeeds: boolean }
  | { kind: 'verify_account'; account: string }
  | { kind: 'pay_out'; account: string }
  | { kind: 'finish_payout'; payout: string }
  | { kind: 'warn_of_fraud'; charge: string }
);

/** `Task` without what the store adds; distributes over the kinds. */
export type NewTask = Task extends infer Kind
  ? Kind extends { id: string; dueMs: number }
    ? Omit<Kind, 'id' | 'dueMs'>
    : never
  : never;

/** The stored answer to the first request with an idempotency key. */
export interface StoredAnswer {
  /** Account and key. */
  id: string;
  fingerprint: string;
  status: number;
  body: string;
  requestId: string;
  /** Real time: keys are forgotten after a day. */
  storedMs: number;
}

export interface Setting {
  id: 'clock' | 'chaos';
  value: number | string;
}

/** A snapshot event as Stripe's declarations have it, with its type and object said precisely. */
export interface EventRecord extends Stripe.EventBase {
  data: { object: SnapshotObject; previous_attributes?: Record<string, unknown> };
}

/** The objects that our events carry. */
export type SnapshotObject =
  | Stripe.Application
  | Stripe.Charge
  | Stripe.Checkout.Session
  | Stripe.Customer
  | Stripe.Dispute
  | Stripe.PaymentIntent
  | Stripe.PaymentMethod
  | Stripe.Payout
  | Stripe.Price
  | Stripe.Product
  | Stripe.Radar.EarlyFraudWarning
  | Stripe.Refund
  | Stripe.SetupIntent
  | Stripe.Transfer;
