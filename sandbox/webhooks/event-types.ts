import type { Stripe } from 'stripe';

/** The events that the sandbox sends, and the object in each. */
export interface EventObjects {
  'account.application.deauthorized': Stripe.Application;
  'charge.dispute.closed': Stripe.Dispute;
  'charge.dispute.created': Stripe.Dispute;
  'charge.dispute.funds_reinstated': Stripe.Dispute;
  'charge.dispute.funds_withdrawn': Stripe.Dispute;
  'charge.dispute.updated': Stripe.Dispute;
  'charge.failed': Stripe.Charge;
  'charge.pending': Stripe.Charge;
  'charge.refund.updated': Stripe.Refund;
  'charge.refunded': Stripe.Charge;
  'charge.succeeded': Stripe.Charge;
  'charge.updated': Stripe.Charge;
  'checkout.session.async_payment_failed': Stripe.Checkout.Session;
  'checkout.session.async_payment_succeeded': Stripe.Checkout.Session;
  'checkout.session.completed': Stripe.Checkout.Session;
  'checkout.session.expired': Stripe.Checkout.Session;
  'customer.created': Stripe.Customer;
  'customer.deleted': Stripe.Customer;
  'customer.updated': Stripe.Customer;
  'payment_intent.canceled': Stripe.PaymentIntent;
  'payment_intent.created': Stripe.PaymentIntent;
  'payment_intent.payment_failed': Stripe.PaymentIntent;
  'payment_intent.processing': Stripe.PaymentIntent;
  'payment_intent.requires_action': Stripe.PaymentIntent;
  'payment_intent.succeeded': Stripe.PaymentIntent;
  'payment_method.attached': Stripe.PaymentMethod;
  'payment_method.automatically_updated': Stripe.PaymentMethod;
  'payment_method.detached': Stripe.PaymentMethod;
  'payment_method.updated': Stripe.PaymentMethod;
  'payout.canceled': Stripe.Payout;
  'payout.created': Stripe.Payout;
  'payout.failed': Stripe.Payout;
  'payout.paid': Stripe.Payout;
  'payout.updated': Stripe.Payout;
  'price.created': Stripe.Price;
  'price.updated': Stripe.Price;
  'product.created': Stripe.Product;
  'product.deleted': Stripe.Product;
  'product.updated': Stripe.Product;
  'radar.early_fraud_warning.created': Stripe.Radar.EarlyFraudWarning;
  'radar.early_fraud_warning.updated': Stripe.Radar.EarlyFraudWarning;
  'refund.created': Stripe.Refund;
  'refund.failed': Stripe.Refund;
  'refund.updated': Stripe.Refund;
  'setup_intent.canceled': Stripe.SetupIntent;
  'setup_intent.created': Stripe.SetupIntent;
  'setup_intent.requires_action': Stripe.SetupIntent;
  'setup_intent.setup_failed': Stripe.SetupIntent;
  'setup_intent.succeeded': Stripe.SetupIntent;
  'transfer.created': Stripe.Transfer;
  'transfer.reversed': Stripe.Transfer;
  'transfer.updated': Stripe.Transfer;
}

export type EventType = keyof EventObjects;

type Declared = {
  [Type in EventType]: Extract<Stripe.Event, { type: Type }>['data']['object'];
};
type Agreeing<Ours extends Declared> = Ours;
/** Does not compile when a line above contradicts the SDK. */
export type CheckedEventObjects = Agreeing<EventObjects>;
