/** What a refused charge is to us: tried again by itself, or waiting for its person. */
export type FailureKind = 'soft' | 'hard' | 'authentication' | 'no_card';

/** A reason in words: what happened, and what helps. Both are whole sentences. */
export type ReasonWords = { what: string; help: string };

/**
 * Why a charge was refused, as a person understands it. A word of the processor's that we have no
 * sentence for is told as what we made of it; a fraud signal is never named, neither to the person
 * nor to a thief who tries a card.
 *
 * @param failure.code the processor's decline code, or its error code; null when it gave none
 */
export function reasonWords({ code, kind }: { code: string | null; kind: FailureKind | null }): ReasonWords {
  // What follows a colon is for the operator.
  const [word = ''] = (code ?? '').split(':');
  const known = Object.hasOwn(REASONS, word) ? REASONS[word] : undefined;
  return known ?? BY_KIND[kind ?? 'soft'];
}

const ANOTHER_CARD = 'Save another card, and everything open is charged to it at once.';
const ASK_BANK = 'Ask your bank, or save another card.';

const CONFIRM: ReasonWords = {
  what: 'Your bank wants you to confirm this charge yourself.',
  help: 'Open the page, pay there and confirm it as your bank asks.',
};
const REFUSED: ReasonWords = {
  what: 'Your bank refused the charge and gave no reason.',
  help: ASK_BANK,
};
const LOST: ReasonWords = { what: 'Your bank no longer accepts this card.', help: ANOTHER_CARD };
const WRONG_CODE: ReasonWords = { what: 'The security code of the card did not match.', help: 'Save the card again, with the code on its back.' };
const WRONG_NUMBER: ReasonWords = { what: 'The card’s number is not right any more.', help: ANOTHER_CARD };
const NOT_OURS: ReasonWords = { what: 'This card cannot be used for this kind of payment.', help: ANOTHER_CARD };
const LATER: ReasonWords = {
  what: 'The bank could not be reached, or something went wrong on the way.',
  help: 'We try again by ourselves; you need not do anything.',
};

/** Stripe's decline codes (docs.stripe.com/declines/codes, read 2026-11), and its error codes where there is none. */
const REASONS: Record<string, ReasonWords> = {
  insufficient_funds: {
    what: 'There was not enough money on the card.',
    help: 'We try again in some days. You can also save another card, or pay now.',
  },
  expired_card: { what: 'The card has expired.', help: ANOTHER_CARD },
  invalid_expiry_month: { what: 'The card’s expiry date is not right.', help: ANOTHER_CARD },
  invalid_expiry_year: { what: 'The card’s expiry date is not right.', help: ANOTHER_CARD },
  incorrect_cvc: WRONG_CODE,
  invalid_cvc: WRONG_CODE,
  incorrect_number: WRONG_NUMBER,
  invalid_number: WRONG_NUMBER,
  invalid_account: { what: 'The account behind the card is closed or not right.', help: ANOTHER_CARD },
  // Whether a card was reported lost or taken is told to nobody who merely holds it.
  lost_card: LOST,
  stolen_card: LOST,
  pickup_card: LOST,
  restricted_card: LOST,
  card_not_supported: NOT_OURS,
  currency_not_supported: { what: 'The card does not take charges in this currency.', help: ANOTHER_CARD },
  service_not_allowed: NOT_OURS,
  transaction_not_allowed: NOT_OURS,
  not_permitted: NOT_OURS,
  card_velocity_exceeded: {
    what: 'The card has reached the limit that your bank sets.',
    help: 'We try again in some days. You can also save another card, or raise the limit at your bank.',
  },
  withdrawal_count_limit_exceeded: {
    what: 'The card has reached the limit that your bank sets.',
    help: 'We try again in some days. You can also save another card.',
  },
  amount_too_large: { what: 'The charge is more than the card allows.', help: ASK_BANK },
  authentication_required: CONFIRM,
  authentication_not_handled: CONFIRM,
  payment_intent_authentication_failure: { ...CONFIRM, what: 'The confirmation with your bank did not succeed.' },
  offline_pin_required: CONFIRM,
  online_or_offline_pin_required: CONFIRM,
  approve_with_id: REFUSED,
  call_issuer: REFUSED,
  do_not_honor: REFUSED,
  do_not_try_again: REFUSED,
  generic_decline: REFUSED,
  card_declined: REFUSED,
  fraudulent: REFUSED,
  merchant_blacklist: REFUSED,
  highest_risk_level: REFUSED,
  no_action_taken: REFUSED,
  security_violation: REFUSED,
  stop_payment_order: { what: 'You, or your bank, have stopped these charges.', help: ASK_BANK },
  revocation_of_authorization: { what: 'You, or your bank, have withdrawn the permission for these charges.', help: ANOTHER_CARD },
  revocation_of_all_authorizations: { what: 'You, or your bank, have withdrawn the permission for these charges.', help: ANOTHER_CARD },
  issuer_not_available: LATER,
  processing_error: LATER,
  reenter_transaction: LATER,
  try_again_later: LATER,
  rate_limit: LATER,
  request_refused: {
    what: 'Our own request for this charge was not right; neither your bank nor your card is at fault.',
    help: 'We look at it and try again by ourselves; you need not do anything.',
  },
};

const BY_KIND: Record<FailureKind, ReasonWords> = {
  soft: { what: 'Your bank refused the charge.', help: 'We try again in some days. You can also save another card, or pay now.' },
  hard: { what: 'Your bank refused the charge and will not take it with this card.', help: ANOTHER_CARD },
  authentication: CONFIRM,
  no_card: { what: 'There was no card to charge.', help: 'Save a card, and everything open is charged to it at once.' },
};
