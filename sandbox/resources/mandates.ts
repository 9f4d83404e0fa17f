import type { Stripe } from 'stripe';
import { route } from '../server/route';
import { missing } from '../server/stripe-error';
import type { World } from '../world';

export const mandateRoutes = [
  route('GET', '/v1/mandates/:id', 'MandateRetrieveParams', retrieveMandate),
];

function retrieveMandate(world: World, _params: Stripe.MandateRetrieveParams, id: string): Stripe.Mandate {
  const mandate = world.store.mandates.get(id);
  if (mandate === null) throw missing('mandate', id);
  return mandate;
}
