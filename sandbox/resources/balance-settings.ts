import type { Stripe } from 'stripe';
import { schedulePayout } from '../connect/payouts';
import { settingsOf } from '../connect/payout-schedule';
import { connected, route } from '../server/route';
import { invalidParam } from '../server/stripe-error';
import { ACCOUNT_ID, type World } from '../world';

type Settings = Stripe.BalanceSettings;
type Asked = Stripe.BalanceSettingsUpdateParams.Payments;

export const balanceSettingsRoutes = connected([
  route('GET', '/v1/balance_settings', 'BalanceSettingsRetrieveParams', (world) => settingsOf(world, world.account)),
  route('POST', '/v1/balance_settings', 'BalanceSettingsUpdateParams', updateSettings),
]);

function updateSettings(world: World, params: Stripe.BalanceSettingsUpdateParams): Settings {
  const { account } = world;
  const before = settingsOf(world, account).payments;
  const asked = params.payments ?? {};
  const settings: Settings = {
    object: 'balance_settings',
    payments: {
      debit_negative_balances: asked.debit_negative_balances ?? before.debit_negative_balances,
      payouts: before.payouts === null ? null : changePayouts(before.payouts, asked.payouts ?? {}, account),
      settlement_timing: before.settlement_timing,
    },
  };
  world.store.balanceSettings.put({ id: account ?? ACCOUNT_ID, settings });
  if (account !== null && asked.payouts?.schedule) schedulePayout(world, account, world.clock.seconds());
  return settings;
}

function changePayouts(
  before: Stripe.BalanceSettings.Payments.Payouts,
  asked: NonNullable<Asked['payouts']>,
  account: string | null,
): Stripe.BalanceSettings.Payments.Payouts {
  const { schedule, minimum_balance_by_currency: minimum } = asked;
  if (account === null && schedule?.interval !== undefined && schedule.interval !== 'manual') {
    throw invalidParam('The sandbox pays the platform out by hand only.', 'payments[payouts][schedule][interval]');
  }
  return {
    ...before,
    minimum_balance_by_currency:
      minimum === undefined ? before.minimum_balance_by_currency : minimumOf(minimum),
    schedule: schedule === undefined ? before.schedule : { ...before.schedule, ...schedule, interval: schedule.interval ?? before.schedule?.interval ?? null },
    statement_descriptor: asked.statement_descriptor ?? before.statement_descriptor,
  };
}

function minimumOf(asked: NonNullable<Asked['payouts']>['minimum_balance_by_currency']): Record<string, number> | null {
  if (asked === undefined || asked === '' || asked === null) return null;
  const kept = Object.entries(asked).flatMap(([currency, amount]) =>
    typeof amount === 'number' ? [[currency, amount] as const] : [],
  );
  return Object.fromEntries(kept);
}
