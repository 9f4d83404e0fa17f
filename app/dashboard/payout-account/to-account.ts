import type { AccountShown } from '@/components/payout-account/payout-account';
import { formatMoment, formatShortDay, type DateReader } from '@/lib/dates';
import { ACCOUNT_GONE, bankFailureInWords, requirementsInWords, type PayoutAccount } from '@/lib/payout-accounts';

const countryName = new Intl.DisplayNames('en', { type: 'region' });

/** A payout account as its page shows it; null is none. */
export function toAccount(
  account: PayoutAccount | null,
  { country, allowed, reader, now }: { country: string; allowed: readonly string[]; reader: DateReader; now: Date },
): AccountShown {
  const home = account?.country ?? country;
  return {
    state: stateOf(account, allowed.includes(country)),
    asked: requirementsInWords(account?.requirements ?? []),
    destination: account?.destination ?? null,
    connectedOn: account?.firstActiveAt ? formatShortDay(account.firstActiveAt, reader) : null,
    lookedAt: account?.lookedAt ? formatMoment(account.lookedAt, reader) : null,
    restsUntil: account?.restsUntil && account.restsUntil > now ? formatMoment(account.restsUntil, reader) : null,
    bankFailure: account?.bankFailure ? bankFailureInWords(account.bankFailure) : null,
    country: countryName.of(home) ?? home,
  };
}

function stateOf(account: PayoutAccount | null, isAllowed: boolean): AccountShown['state'] {
  const isGone = account?.requirements.includes(ACCOUNT_GONE) ?? false;
  if (account === null || account.status === 'new' || isGone) {
    if (!isAllowed) return 'country';
    return isGone ? 'gone' : 'none';
  }
  if (account.status === 'active') return 'active';
  const isTold = account.lookedAt !== null && account.requirements.length === 0;
  if (account.status === 'onboarding') return isTold ? 'looking' : 'started';
  return 'stopped';
}
