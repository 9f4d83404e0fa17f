import { OFFER_MIN_CHARACTERS } from './limits';

/** Why a page takes no money, or null when it takes some. */
export type MoneyObstacle = 'nothing_shown' | 'country';

/**
 * Whether a page may take money: it says what supporters get or leads to work, and its country is on
 * the operator's list. Whether it can be visited at all is another question.
 */
export function moneyObstacle(
  page: { offer: string; links: readonly unknown[]; country: string },
  allowedCountries: readonly string[],
): MoneyObstacle | null {
  if (!allowedCountries.includes(page.country)) return 'country';
  if ([...page.offer].length < OFFER_MIN_CHARACTERS && page.links.length === 0) return 'nothing_shown';
  return null;
}
