import type { Currency } from '@/lib/money';
import { offeredCurrencies, type OfferedCurrency } from '@/lib/pricing';

const currencyName = new Intl.DisplayNames('en', { type: 'currency' });

/** Where another offered currency than the euro or the dollar is at home. */
const AT_HOME: Record<string, OfferedCurrency> = { GB: 'GBP', JP: 'JPY' };
const EURO = new Set([
  'AT', 'BE', 'BG', 'CY', 'DE', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PT', 'SI', 'SK',
  'CH', 'CZ', 'DK', 'HU', 'IS', 'LI', 'NO', 'PL', 'RO', 'SE',
]);

/** The offered currency that people in a country will most likely want. */
export function currencyOf(country: string): Currency {
  return AT_HOME[country] ?? (EURO.has(country) ? 'EUR' : offeredCurrencies[0] ?? 'USD');
}

/** Currencies as a list of choices. */
export function currencyOptions(currencies: readonly Currency[]): { value: string; label: string }[] {
  return currencies.map((code) => ({ value: code, label: `${currencyName.of(code) ?? code} (${code})` }));
}
