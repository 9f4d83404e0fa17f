import { getDb } from '@/db/client';
import type { Currency } from '@/lib/money';
import { currentPricing } from '@/lib/pricing';
import type { TipPricing } from '@/lib/pricing/input';
import { businessClock } from '@/lib/stripe';
import { remember } from './remember';

const FRESH_MS = 1_000;

const read = remember(FRESH_MS, async (currency: Currency): Promise<TipPricing> =>
  currentPricing(getDb(), currency, await businessClock()),
);

/**
 * The prices that public pages show, read at most once a second, as long as such a page may be kept
 * anyway (DESIGN.md 12). What is charged is always priced anew; a fee changes only after notice.
 */
export function shownPricing(currency: Currency): Promise<TipPricing> {
  return read(currency);
}
