import type { Stripe } from 'stripe';
import type { World } from '../world';

/** Ends a setup intent that nobody finished and tells so; one that is over is left as it is. */
export function cancelSetup(
  world: World,
  setup: Stripe.SetupIntent,
  reason: Stripe.SetupIntent.CancellationReason | null,
): Stripe.SetupIntent {
  if (setup.status === 'succeeded' || setup.status === 'canceled') return setup;
  const canceled = world.store.setupIntents.put({
    ...setup,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  });
  world.emit('setup_intent.canceled', canceled);
  return canceled;
}
