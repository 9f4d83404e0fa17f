import type { Stripe } from 'stripe';
import type { Instrument, IntentDetails } from '../store/records';
import { idOf } from '../store/store';
import type { World } from '../world';
import type { Decline } from './cards';

/**
 * What decides about an attempt before the card's number does: a fault that was asked for, the
 * card's expiry by the sandbox's clock, or what a control route made of the card. Null: its number
 * decides. A fault is used up by it.
 */
export function overruleCard(
  world: World,
  attempt: { intent: Stripe.PaymentIntent; method: Stripe.PaymentMethod; instrument: Instrument; details: IntentDetails },
): Decline | 'succeeds' | null {
  const customer = idOf(attempt.intent.customer);
  const fault = attempt.details.offSession && customer !== null ? takeFault(world, customer) : null;
  if (fault !== null) return fault;
  if (hasExpired(attempt.method.card, world.clock.nowMs())) return 'expired_card';
  return attempt.instrument.turned ?? null;
}

function takeFault(world: World, customer: string): Decline | null {
  const fault = world.store.customerFaults.get(customer);
  if (fault === null) return null;
  if (fault.times <= 1) world.store.customerFaults.delete(customer);
  else world.store.customerFaults.put({ ...fault, times: fault.times - 1 });
  return fault.decline;
}

/** A card is good to the end of its month. */
function hasExpired(card: Stripe.PaymentMethod.Card | undefined, nowMs: number): boolean {
  return card !== undefined && Date.UTC(card.exp_year, card.exp_month, 1) <= nowMs;
}
