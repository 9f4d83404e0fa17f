/**
 * The events that say "look at this again", by what they are about. Whatever else arrives is
 * acknowledged, kept as ignored and has no effect.
 */
export const usedEventTypes = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'payment_intent.processing',
  'charge.succeeded',
  'charge.updated',
  'charge.refunded',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'setup_intent.succeeded',
  'setup_intent.setup_failed',
  'payment_method.detached',
  'payment_method.automatically_updated',
];

/** The same of what happens to payees' accounts, at the Connect endpoint. */
export const usedConnectTypes = ['account.application.deauthorized'];

/** The same of thin events, which tell only that an account of a payee changed. */
export const usedThinTypes = [
  'v2.core.account.closed',
  'v2.core.account[configuration.recipient].capability_status_updated',
  'v2.core.account[defaults].updated',
  'v2.core.account[requirements].updated',
];

const used = new Set([...usedEventTypes, ...usedConnectTypes, ...usedThinTypes]);

/** Whether an event of this type can have an effect. */
export function isUsedEvent(type: string): boolean {
  return used.has(type);
}
