/**
 * The bank accounts for payouts that this sandbox knows, numbered like those of Stripe's test mode.
 * They were written down from memory: what each one does here is ours, and none was tried against
 * Stripe (docs.stripe.com/connect/testing has its list). No other number is accepted or kept.
 */
export interface TestPayoutBank {
  number: string;
  country: string;
  currency: 'usd' | 'gbp' | 'eur';
  does: string;
  failure: PayoutFailure | null;
}

export const PAYOUT_FAILURES = [
  'account_closed',
  'could_not_process',
  'debit_not_authorized',
  'insufficient_funds',
  'invalid_currency',
  'no_account',
] as const;

export type PayoutFailure = (typeof PAYOUT_FAILURES)[number];

function bank(number: string, does: string, failure: PayoutFailure | null = null): TestPayoutBank {
  const country = /^[A-Z]{2}/.exec(number)?.[0] ?? 'US';
  const currency = country === 'US' ? 'usd' : country === 'GB' ? 'gbp' : 'eur';
  return { number, country, currency, does, failure };
}

export const TEST_PAYOUT_BANKS: readonly TestPayoutBank[] = [
  bank('000123456789', 'payouts arrive'),
  // A second of the kind, so that two creators need not look like one.
  bank('000987654321', 'payouts arrive'),
  bank('000111111116', 'payouts come back: no such account', 'no_account'),
  bank('000111111113', 'payouts come back: account closed', 'account_closed'),
  bank('000222222227', 'payouts come back: insufficient funds', 'insufficient_funds'),
  bank('000333333335', 'payouts come back: not authorized', 'debit_not_authorized'),
  bank('000444444440', 'payouts come back: wrong currency', 'invalid_currency'),
  bank('DE89370400440532013000', 'payouts arrive'),
  bank('DE62370400440532013001', 'payouts come back: no such account', 'no_account'),
  bank('FR1420041010050500013M02606', 'payouts arrive'),
  bank('GB82WEST12345698765432', 'payouts arrive'),
];

/** The listed bank account, written with or without spaces; null for any other. */
export function findPayoutBank(number: string): TestPayoutBank | null {
  const bare = number.replace(/\s/g, '').toUpperCase();
  return TEST_PAYOUT_BANKS.find((entry) => entry.number === bare) ?? null;
}
