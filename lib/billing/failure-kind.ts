import type { FailureKind } from './reason-words';

/** Trying again with the same card would only cost; several are refused by the networks themselves. */
const HARD = new Set([
  'expired_card', 'lost_card', 'stolen_card', 'pickup_card', 'restricted_card', 'invalid_account', 'invalid_number', 'incorrect_number',
  'invalid_expiry_month', 'invalid_expiry_year', 'incorrect_cvc', 'invalid_cvc', 'card_not_supported', 'currency_not_supported',
  'not_permitted', 'service_not_allowed', 'transaction_not_allowed', 'do_not_try_again', 'fraudulent', 'merchant_blacklist', 'highest_risk_level',
  'security_violation', 'stop_payment_order', 'revocation_of_authorization', 'revocation_of_all_authorizations',
  'payment_method_not_available', 'resource_missing',
]);
const AUTHENTICATION = new Set([
  'authentication_required', 'authentication_not_handled', 'payment_intent_authentication_failure',
  'offline_pin_required', 'online_or_offline_pin_required',
]);
/** The network's advice (charge.outcome.advice_code): another try with this card is of no use. */
const HARD_ADVICE = new Set(['do_not_try_again', 'confirm_card_data']);

/**
 * What a refused charge is to us (docs.stripe.com/declines/codes, read 2026-11): to be tried again
 * by itself (soft), only with another card (hard), or by the person at the hosted page.
 *
 * @param code the processor's decline code, or its error code
 * @param adviceCode the network's advice, where it gave one
 */
export function failureKind(code: string | null, adviceCode: string | null): FailureKind {
  if (code !== null && AUTHENTICATION.has(code)) return 'authentication';
  const isHard = (code !== null && HARD.has(code)) || (adviceCode !== null && HARD_ADVICE.has(adviceCode));
  return isHard ? 'hard' : 'soft';
}

/**
 * Whether an attempt ended by a request of ours that the processor would not take (lib/stripe names
 * it so): tried again on its days like a soft refusal, but neither bank nor card have said no.
 */
export function isOurFault(code: string | null): boolean {
  return code?.split(':')[0] === 'request_refused';
}
