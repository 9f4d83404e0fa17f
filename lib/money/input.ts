/** Client-safe, and small: a creator's page carries it. No zod, no Intl, no floats. */
export { allocate } from './allocate';
export { amountStep, isCurrency, minorDigits, type Currency } from './currency';
export { formatMoney, plainAmount } from './format-money';
export { AmountInvalid, parseAmount } from './parse-amount';
export { stripeMaximum, stripeMinimum } from './stripe-limits';
