import type { Stripe } from 'stripe';
import { newStripeId } from '../store/ids';
import { idOf } from '../store/store';
import type { World } from '../world';

type Warning = Stripe.Radar.EarlyFraudWarning;

/** The card's network tells of a fraud before its holder disputes it. Null: there is one already. */
export function warnOfFraud(world: World, charge: Stripe.Charge, fraudType: string): Warning | null {
  if (charge.status !== 'succeeded' || world.store.fraudWarnings.of(charge.id).length > 0) return null;
  const intent = idOf(charge.payment_intent);
  const warning = world.store.fraudWarnings.put({
    id: newStripeId('issfr'),
    object: 'radar.early_fraud_warning',
    actionable: isActionable(charge),
    charge: charge.id,
    created: world.clock.seconds(),
    fraud_type: fraudType,
    livemode: false,
    ...(intent === null ? {} : { payment_intent: intent }),
  });
  world.emit('radar.early_fraud_warning.created', warning);
  return warning;
}

/** A warning is worth acting on until the charge is refunded whole or disputed. */
export function settleWarnings(world: World, charge: Stripe.Charge): void {
  for (const warning of world.store.fraudWarnings.of(charge.id)) {
    if (!warning.actionable || isActionable(charge)) continue;
    const after = world.store.fraudWarnings.put({ ...warning, actionable: false });
    world.emit('radar.early_fraud_warning.updated', after, { actionable: true });
  }
}

function isActionable(charge: Stripe.Charge): boolean {
  return !charge.refunded && !charge.disputed;
}
