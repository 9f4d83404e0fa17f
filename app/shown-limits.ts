import { getDb } from '@/db/client';
import type { Currency } from '@/lib/money';
import { currentLimits, type OperatorLimits } from '@/lib/pricing';
import { remember } from './remember';

const FRESH_MS = 1_000;

const read = remember(FRESH_MS, (currency: Currency) => currentLimits(getDb(), currency));

/** The operator's smallest amounts as public pages show them, a second old at most; a tip asks anew. */
export function shownLimits(currency: Currency): Promise<OperatorLimits> {
  return read(currency);
}
