/** By the processor's code; its list grows, and one that is not here is told as unknown. */
const WORDS: Record<string, string> = {
  account_closed: 'the bank account has been closed.',
  account_frozen: 'the bank account is frozen.',
  bank_account_restricted: 'the bank account takes no payments of this kind.',
  could_not_process: 'it could not process it.',
  debit_not_authorized: 'the bank account does not allow what is needed for it.',
  incorrect_account_holder_name: 'the name on the account is another one.',
  insufficient_funds: 'there was not enough in your account at Stripe.',
  invalid_account_number: 'the account number is not right.',
  invalid_currency: 'the bank account takes no payments in this currency.',
  no_account: 'there is no bank account of that number.',
};

/** Why a bank sent a payout back, as the end of a sentence. */
export function bankFailureInWords(failureCode: string): string {
  return WORDS[failureCode] ?? 'it gave no reason that we know.';
}
