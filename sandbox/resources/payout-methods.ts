import type { Stripe } from 'stripe';
import { findAccount } from '../connect/change-account';
import { findPayoutBank } from '../connect/test-banks';
import { connected, route } from '../server/route';
import { missing } from '../server/stripe-error';
import type { World } from '../world';

type PayoutMethod = Stripe.V2.MoneyManagement.PayoutMethod;

export const payoutMethodRoutes = connected([
  route('GET', '/v2/money_management/payout_methods/:id', 'PayoutMethodRetrieveParams', retrievePayoutMethod),
]);

/** The bank account that a connected account is paid out to, asked for in its context. */
function retrievePayoutMethod(world: World, _params: object, id: string): PayoutMethod {
  const { account, details } = findAccount(world, world.account ?? '');
  const bank = findPayoutBank(details.bankNumber ?? '');
  if (bank === null || details.bankId !== id) throw missing('payout method', id);
  return {
    id,
    object: 'v2.money_management.payout_method',
    archived: false,
    bank_account: {
      bank_account_type: 'checking',
      bank_name: 'STRIPE TEST BANK',
      country: bank.country,
      last4: bank.number.slice(-4),
      supported_currencies: [bank.currency],
    },
    created: account.created,
    livemode: false,
    restricted: false,
    type: 'bank_account',
    usage_status: { payments: 'eligible', transfers: 'eligible' },
  };
}
