/**
 * The SEPA test accounts, as Stripe lists them (docs.stripe.com/payments/sepa-debit/accept-a-payment,
 * section on testing, read 2026-11; the Italian one that fails is the CLI's). No other is accepted.
 */
export interface TestBankAccount {
  iban: string;
  country: string;
  does: string;
  succeeds: boolean;
  /** Takes three minutes instead of some seconds. */
  slow: boolean;
  disputed: boolean;
  failure: 'insufficient_funds' | 'debit_not_authorized' | null;
}

type Details = Partial<Pick<TestBankAccount, 'slow' | 'disputed' | 'failure'>>;

function account(iban: string, does: string, details: Details = {}): TestBankAccount {
  const failure = details.failure ?? null;
  return {
    iban,
    does,
    country: iban.slice(0, 2),
    succeeds: failure === null,
    slow: details.slow ?? false,
    disputed: details.disputed ?? false,
    failure,
  };
}

export const TEST_BANK_ACCOUNTS: readonly TestBankAccount[] = [
  account('DE89370400440532013000', 'succeeds after a while'),
  account('DE62370400440532013001', 'fails after a while', { failure: 'debit_not_authorized' }),
  account('DE08370400440532013003', 'succeeds after three minutes', { slow: true }),
  account('DE78370400440532013004', 'fails after three minutes', { slow: true, failure: 'debit_not_authorized' }),
  account('DE65370400440002222227', 'fails: insufficient funds', { failure: 'insufficient_funds' }),
  account('DE35370400440532013002', 'succeeds, is disputed', { disputed: true }),
  account('AT611904300234573201', 'succeeds after a while'),
  account('AT861904300235473202', 'fails after a while', { failure: 'debit_not_authorized' }),
  account('AT321904300235473204', 'succeeds after three minutes', { slow: true }),
  account('AT051904300235473205', 'fails after three minutes', { slow: true, failure: 'debit_not_authorized' }),
  account('AT591904300235473203', 'succeeds, is disputed', { disputed: true }),
  account('FR1420041010050500013M02606', 'succeeds after a while'),
  account('FR8420041010050500013M02607', 'fails after a while', { failure: 'debit_not_authorized' }),
  account('NL39RABO0300065264', 'succeeds after a while'),
  account('IT40S0542811101000000123456', 'succeeds after a while'),
  account('IT60X0542811101000000123456', 'fails after a while', { failure: 'debit_not_authorized' }),
];

const BY_IBAN = new Map(TEST_BANK_ACCOUNTS.map((entry) => [entry.iban, entry]));

/** The listed account with this IBAN, written with or without spaces; null for any other. */
export function findTestBankAccount(iban: string): TestBankAccount | null {
  return BY_IBAN.get(iban.replace(/\s/g, '').toUpperCase()) ?? null;
}
