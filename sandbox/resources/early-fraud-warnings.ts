import type { Stripe } from 'stripe';
import { inRange, listPage } from '../server/list';
import { route } from '../server/route';
import { missing } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { World } from '../world';

const PATH = '/v1/radar/early_fraud_warnings';

export const earlyFraudWarningRoutes = [
  route('GET', PATH, 'EarlyFraudWarningListParams', listWarnings),
  route('GET', `${PATH}/:id`, 'EarlyFraudWarningRetrieveParams', retrieveWarning),
];

function listWarnings(world: World, params: Stripe.Radar.EarlyFraudWarningListParams) {
  return listPage(world.store.fraudWarnings, {
    kind: 'early fraud warning',
    url: PATH,
    params,
    keep: (warning) =>
      inRange(warning.created, params.created) &&
      (params.charge === undefined || idOf(warning.charge) === params.charge) &&
      (params.payment_intent === undefined || idOf(warning.payment_intent) === params.payment_intent),
  });
}

function retrieveWarning(
  world: World,
  _params: Stripe.Radar.EarlyFraudWarningRetrieveParams,
  id: string,
): Stripe.Radar.EarlyFraudWarning {
  const warning = world.store.fraudWarnings.get(id);
  if (warning === null) throw missing('early fraud warning', id);
  return warning;
}
