/** The words of a dispute that a browser may have. */
export const DISPUTE_WORDS_MOST = 5_000;

const reasons: Record<string, string> = {
  fraudulent: 'The cardholder says that they did not pay this',
  duplicate: 'The cardholder says that they paid twice',
  subscription_canceled: 'The cardholder says that they had cancelled',
  product_not_received: 'The cardholder says that they received nothing',
  product_unacceptable: 'The cardholder says that it was not what was described',
  unrecognized: 'The cardholder does not recognise the payment',
  credit_not_processed: 'The cardholder says that a refund was promised and did not come',
  general: 'The bank gives no reason',
};

/** The bank's reason as a sentence; its own word where we know no better. */
export function disputeReason(code: string): string {
  return reasons[code] ?? `The bank calls it “${code.replaceAll('_', ' ')}”`;
}
