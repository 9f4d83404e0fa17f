/**
 * The events that say "look at this payment again". Whatever else arrives is acknowledged, kept as
 * ignored and has no effect.
 */
export const paymentEventTypes = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'charge.succeeded',
  'charge.updated',
  'charge.refunded',
  'refund.created',
  'refund.updated',
  'refund.failed',
];

const known = new Set(paymentEventTypes);

export function isPaymentEvent(type: string): boolean {
  return known.has(type);
}
