/**
 * The test cards, as Stripe lists them (docs.stripe.com/testing, read 2026-11). No other number is
 * accepted anywhere in the sandbox, and none is stored or logged.
 */
export const DECLINES = [
  'authentication_required',
  'card_velocity_exceeded',
  'expired_card',
  'fraudulent',
  'generic_decline',
  'incorrect_cvc',
  'insufficient_funds',
  'lost_card',
  'processing_error',
  'stolen_card',
] as const;

export type Decline = (typeof DECLINES)[number];

/**
 * When a card asks for 3-D Secure: never; on each payment; unless it was set up for use without
 * the cardholder; or only while the cardholder is there.
 */
export type Authentication = 'never' | 'always' | 'unless_set_up' | 'on_session';

export interface TestCard {
  number: string;
  brand: 'amex' | 'discover' | 'jcb' | 'mastercard' | 'visa';
  country: string;
  funding: 'credit' | 'debit';
  /** What the helper on the payment page says it does. */
  does: string;
  authentication: Authentication;
  /** Refused with this reason, after authentication where that is asked. */
  decline: Decline | null;
  /** Whether it can be kept for later although charging it is refused. */
  savable: boolean;
  /** What follows a payment that succeeded. */
  then: 'dispute' | 'inquiry' | 'warning' | 'slow_refund' | 'failed_refund' | 'available_at_once' | null;
  /** The names by which test code asks for it: `pm_card_…`, and `tok_…` for tokens. */
  names: string[];
}

type Details = Partial<Omit<TestCard, 'number' | 'does'>>;

function card(number: string, does: string, details: Details = {}): TestCard {
  return {
    number,
    does,
    brand: 'visa',
    country: 'US',
    funding: 'credit',
    authentication: 'never',
    decline: null,
    savable: details.decline === undefined,
    then: null,
    names: [],
    ...details,
  };
}

const declined = (decline: Decline, ...names: string[]): Details => ({ decline, names });
const from = (country: string, details: Details = {}): Details => ({
  country,
  names: [country.toLowerCase()],
  ...details,
});

export const TEST_CARDS: readonly TestCard[] = [
  card('4242424242424242', 'succeeds', { names: ['visa', 'us'] }),
  card('4000000000000002', 'is declined', declined('generic_decline', 'chargeDeclined', 'visa_chargeDeclined')),
  card('4000000000009995', 'is declined: insufficient funds', declined('insufficient_funds', 'chargeDeclinedInsufficientFunds', 'visa_chargeDeclinedInsufficientFunds')),
  card('4000002500003155', 'asks for 3-D Secure, then succeeds', { authentication: 'unless_set_up', country: 'FR', names: ['authenticationRequiredOnSetup'] }),
  card('4000002760003184', 'asks for 3-D Secure every time', { authentication: 'always', country: 'DE', names: ['authenticationRequired'] }),
  card('4000000000003220', 'asks for 3-D Secure 2', { authentication: 'always', names: ['threeDSecure2Required', 'threeDSecureRequired'] }),
  card('4000003800000446', 'asks for 3-D Secure while you are there', { authentication: 'on_session', country: 'IT', names: ['authenticationRequiredSetupForOffSession'] }),
  card('4000008400001629', 'asks for 3-D Secure, then is declined', { authentication: 'always', decline: 'generic_decline', names: ['authenticationRequiredChargeDeclined'] }),
  card('4000008260003178', 'asks for 3-D Secure, then lacks funds', { authentication: 'always', decline: 'insufficient_funds', savable: true, country: 'GB', names: ['authenticationRequiredChargeDeclinedInsufficientFunds'] }),
  card('4000000000000259', 'succeeds, is disputed as fraudulent', { then: 'dispute', names: ['createDispute'] }),
  card('4000000000001976', 'succeeds, the bank inquires', { then: 'inquiry', names: ['createDisputeInquiry'] }),
  card('4000000000005423', 'succeeds, the network warns of fraud', { then: 'warning', names: ['createIssuerFraudRecord'] }),
  card('4000000000000077', 'succeeds, available at once', { then: 'available_at_once', names: ['bypassPending'] }),
  card('4000000000000341', 'can be saved, is declined when charged', { ...declined('generic_decline', 'chargeCustomerFail'), savable: true }),
  card('4000000000000069', 'is declined: expired', declined('expired_card', 'chargeDeclinedExpiredCard')),
  card('4000000000000127', 'is declined: wrong security code', declined('incorrect_cvc', 'chargeDeclinedIncorrectCvc')),
  card('4000000000000119', 'is declined: processing error', declined('processing_error', 'chargeDeclinedProcessingError')),
  card('4000000000009987', 'is declined: lost card', declined('lost_card', 'visa_chargeDeclinedLostCard')),
  card('4000000000009979', 'is declined: stolen card', declined('stolen_card', 'visa_chargeDeclinedStolenCard')),
  card('4000000000006975', 'is declined: too often', declined('card_velocity_exceeded', 'visa_chargeDeclinedVelocityLimitExceeded')),
  card('4100000000000019', 'is declined: blocked as fraudulent', declined('fraudulent', 'radarBlock', 'chargeDeclinedFraudulent')),
  card('4000000000007726', 'succeeds, a refund takes a while', { then: 'slow_refund', names: ['pendingRefund'] }),
  card('4000000000005126', 'succeeds, a refund fails later', { then: 'failed_refund', names: ['refundFail'] }),
  card('4000056655665556', 'succeeds (debit card)', { funding: 'debit', names: ['visa_debit'] }),
  card('5555555555554444', 'succeeds', { brand: 'mastercard', names: ['mastercard'] }),
  card('378282246310005', 'succeeds', { brand: 'amex', names: ['amex'] }),
  card('6011111111111117', 'succeeds', { brand: 'discover', names: ['discover'] }),
  card('3566002020360505', 'succeeds', { brand: 'jcb', country: 'JP', names: ['jcb'] }),
  card('4000000760000002', 'succeeds (Brazil)', from('BR')),
  card('4000001240000000', 'succeeds (Canada)', from('CA')),
  card('4000004840008001', 'succeeds (Mexico)', from('MX')),
  card('4000008260000000', 'succeeds (United Kingdom)', from('GB')),
  card('4000002760000016', 'succeeds (Germany)', from('DE')),
  card('4000002500000003', 'succeeds (France)', from('FR')),
  card('4000003720000005', 'succeeds (Ireland)', from('IE')),
  card('4000003800000008', 'succeeds (Italy)', from('IT')),
  card('4000005280000002', 'succeeds (Netherlands)', from('NL')),
  card('4000007240000007', 'succeeds (Spain)', from('ES')),
  card('4000000360000006', 'succeeds (Australia)', from('AU')),
  card('4000003920000003', 'succeeds (Japan)', from('JP')),
];

const BY_NUMBER = new Map(TEST_CARDS.map((entry) => [entry.number, entry]));
const BY_NAME = new Map(TEST_CARDS.flatMap((entry) => entry.names.map((name) => [name, entry])));

/** The listed card with this number, written with or without spaces; null for any other. */
export function findTestCard(number: string): TestCard | null {
  return BY_NUMBER.get(number.replace(/[\s-]/g, '')) ?? null;
}

/** The card behind `pm_card_visa` or `tok_visa`; null when there is none of that name. */
export function findNamedCard(id: string): TestCard | null {
  const name = /^(?:pm_card|tok)_(.+)$/.exec(id)?.[1];
  return name === undefined ? null : (BY_NAME.get(name) ?? null);
}

/** What the cardholder reads when the card is refused. */
export const DECLINE_SENTENCES: Record<Decline, string> = {
  authentication_required: 'Your card was declined. This transaction requires authentication.',
  card_velocity_exceeded: 'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
  expired_card: 'Your card has expired.',
  fraudulent: 'Your card was declined.',
  generic_decline: 'Your card was declined.',
  incorrect_cvc: "Your card's security code is incorrect.",
  insufficient_funds: 'Your card has insufficient funds.',
  lost_card: 'Your card was declined.',
  processing_error: 'An error occurred while processing your card. Try again in a little bit.',
  stolen_card: 'Your card was declined.',
};

const OWN_CODES: readonly Decline[] = [
  'authentication_required',
  'expired_card',
  'incorrect_cvc',
  'processing_error',
];

/** Stripe's error code for a decline: some reasons have their own, the rest is `card_declined`. */
export function codeOfDecline(decline: Decline) {
  return OWN_CODES.find((code) => code === decline) ?? 'card_declined';
}

export type Advice = 'confirm_card_data' | 'do_not_try_again' | 'try_again_later';

/** What Stripe advises after a decline (docs.stripe.com/declines/card, read 2026-11). */
export function adviceOfDecline(decline: Decline): Advice | null {
  if (['lost_card', 'stolen_card', 'fraudulent'].includes(decline)) return 'do_not_try_again';
  if (['expired_card', 'incorrect_cvc'].includes(decline)) return 'confirm_card_data';
  return decline === 'authentication_required' ? null : 'try_again_later';
}
