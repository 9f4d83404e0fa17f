import type { Stripe } from 'stripe';
import { ACCOUNT_ID, type World } from '../world';

const DAY_MS = 86_400_000;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** How an account is paid out. The platform's money stays until it is asked for: it is owed. */
export function settingsOf(world: World, account: string | null): Stripe.BalanceSettings {
  const kept = world.store.balanceSettings.get(account ?? ACCOUNT_ID);
  if (kept !== null) return kept.settings;
  return {
    object: 'balance_settings',
    payments: {
      debit_negative_balances: account !== null,
      payouts: {
        automatic_transfer_rules_by_currency: null,
        minimum_balance_by_currency: null,
        schedule: { interval: account === null ? 'manual' : 'daily' },
        statement_descriptor: null,
        status: 'enabled',
      },
      settlement_timing: { delay_days: 2, start_of_day: null },
    },
  };
}

/** The first midnight (UTC) of the schedule at which money of this time is there; null: by hand. */
export function nextPayoutMs(settings: Stripe.BalanceSettings, availableMs: number): number | null {
  const schedule = settings.payments.payouts?.schedule ?? null;
  if (schedule === null || schedule.interval === null || schedule.interval === 'manual') return null;
  const firstMs = Math.ceil(availableMs / DAY_MS) * DAY_MS;
  for (let days = 0; days < 62; days += 1) {
    if (fits(schedule, new Date(firstMs + days * DAY_MS))) return firstMs + days * DAY_MS;
  }
  return firstMs;
}

function fits(schedule: Stripe.BalanceSettings.Payments.Payouts.Schedule, day: Date): boolean {
  if (schedule.interval === 'weekly') {
    const asked: string[] = schedule.weekly_payout_days ?? ['monday'];
    return asked.includes(WEEKDAYS[day.getUTCDay()] ?? '');
  }
  if (schedule.interval !== 'monthly') return true;
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  return (schedule.monthly_payout_days ?? [1]).some((asked) => Math.min(asked, last) === day.getUTCDate());
}
