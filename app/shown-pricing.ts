import { getDb } from '@/db/client';
import type { Currency } from '@/lib/money';
import { currentPricing } from '@/lib/pricing';
import type { TipPricing } from '@/lib/pricing/input';
import { businessClock } from '@/lib/stripe';

const FRESH_MS = 1_000;

const remembered = new Map<Currency, { pricing: Promise<TipPricing>; readAt: number }>();

/**
 * The prices that public pages show, read at most once a second, as long as such a page may be kept
 * anyway (DESIGN.md 12). What is charged is always priced anew; a fee changes only after notice.
 */
export function shownPricing(currency: Currency): Promise<TipPricing> {
  const known = remembered.get(currency);
  if (known && Date.now() - known.readAt < FRESH_MS) return known.pricing;
  const pricing = businessClock().then((now) => currentPricing(getDb(), currency, now));
  remembered.set(currency, { pricing, readAt: Date.now() });
  // A failed read is forgotten, so that the next page asks again.
  pricing.catch(() => remembered.delete(currency));
  return pricing;
}
