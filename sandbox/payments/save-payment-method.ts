import type { Stripe } from 'stripe';
import { idOf } from '../store/store';
import type { World } from '../world';

/** Attaches the method to the intent's customer when it was asked to be kept for later. */
export function savePaymentMethod(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): void {
  const customer = idOf(intent.customer);
  if (customer === null || intent.setup_future_usage === null) return;
  attachToCustomer(world, method, customer);
}

/** Attaches a method to a customer and tells `payment_method.attached`; twice is once. */
export function attachToCustomer(
  world: World,
  method: Stripe.PaymentMethod,
  customer: string,
): Stripe.PaymentMethod {
  const current = world.store.paymentMethods.get(method.id) ?? method;
  if (idOf(current.customer) === customer) return current;
  const attached = world.store.paymentMethods.put({ ...current, customer });
  world.emit('payment_method.attached', attached);
  return attached;
}
