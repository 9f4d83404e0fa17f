import { env } from '@/lib/env';

const words = { card: 'card', sepa_debit: 'SEPA debit', paypal: 'PayPal' } as const;
type Method = keyof typeof words;

/**
 * The payment methods that the operator's Stripe account offers in a currency, as words for beside
 * a button: "card, SEPA debit or PayPal". It is a setting (`PAYMENT_METHODS`), because only the
 * operator's dashboard knows; a SEPA debit is always in euro.
 */
export function offeredMethods(currency: string): string {
  const offered = env()
    .PAYMENT_METHODS.split(',')
    .map((name) => name.trim())
    .filter(isMethod)
    .filter((method) => method !== 'sepa_debit' || currency === 'EUR')
    .map((method) => words[method]);
  return new Intl.ListFormat('en', { type: 'disjunction', style: 'short' }).format(offered).replace(/, or /, ' or ');
}

/** The processor's name for how something was paid, as a person says it. */
export function methodInWords(method: string): string {
  return isMethod(method) ? words[method] : method.replaceAll('_', ' ');
}

function isMethod(name: string): name is Method {
  return Object.hasOwn(words, name);
}
