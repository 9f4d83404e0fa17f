import { Refusal } from '@/lib/errors';
import { parseAmount, type Currency } from '@/lib/money';

/**
 * A cap as it was typed, in minor units.
 *
 * @throws AmountInvalid, beside the field `cap`
 */
export function parseCap(typed: string, currency: Currency): number {
  try {
    return parseAmount(typed, currency);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, error.sentence, { status: error.status, field: 'cap' });
  }
}
