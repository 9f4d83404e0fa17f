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
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
  'radar.early_fraud_warning.created',
  'radar.early_fraud_warning.updated',
  'transfer.reversed',
  'transfer.updated',
  'setup_intent.succeeded',
  'setup_intent.setup_failed',
  'payment_method.detached',
  'payment_method.automatically_updated',
];

/** The same of what happens to payees' accounts, at the Connect endpoint. */
export const usedConnectTypes = ['account.application.deauthorized', 'payout.failed', 'payout.paid', 'payout.updated'];

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
