import { asc, desc, lte } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { platformFeeSchedule, processorFeeEstimate } from '@/db/schema';
import { invariant } from '@/lib/errors';
import type { Currency } from '@/lib/money';
import type { TipPricing } from './estimate-tip';
import { isOffered, offeredCurrencies, operatorLimits } from './operator-limits';

export type FeeChange = typeof platformFeeSchedule.$inferSelect;
export type FeeEstimate = typeof processorFeeEstimate.$inferSelect;

/**
 * The prices that hold for a tip in a currency at a moment: the platform fee in force, and the
 * estimate for the usual card of the region whose account takes the currency.
 *
 * @param now business time; a change that applies later is not seen before
 * @throws CurrencyNotOffered
 */
export async function currentPricing(db: Queryable, currency: Currency, now: Date): Promise<TipPricing> {
  const { region } = operatorLimits(currency);
  const [platformFeeBasisPoints, estimates] = await Promise.all([currentFee(db, now), listEstimates(db, now)]);
  const card = estimates.find((row) => row.method === 'card' && row.region === region && row.currency === currency);
  invariant(card, `there is an estimate for cards in ${currency}`);
  const { basisPoints, fixedMinor, capMinor } = card;
  return { platformFeeBasisPoints, processor: { basisPoints, fixedMinor, capMinor } };
}

/** All changes of the platform fee, announced ones included, the oldest first. */
export async function feeHistory(db: Queryable): Promise<FeeChange[]> {
  return db.select().from(platformFeeSchedule).orderBy(asc(platformFeeSchedule.appliesFrom));
}

/**
 * The processor's prices as they are expected at a moment: the newest row of each method, region
 * and currency that is offered, in the order in which the currencies are offered.
 */
export async function listEstimates(db: Queryable, now: Date): Promise<FeeEstimate[]> {
  const { method, region, currency, appliesFrom } = processorFeeEstimate;
  const rows = await db
    .selectDistinctOn([method, region, currency])
    .from(processorFeeEstimate)
    .where(lte(appliesFrom, now))
    .orderBy(method, region, currency, desc(appliesFrom));
  const place = (row: FeeEstimate) => offeredCurrencies.findIndex((offered) => offered === row.currency);
  return rows.filter((row) => isOffered(row.currency)).sort((a, b) => place(a) - place(b));
}

async function currentFee(db: Queryable, now: Date): Promise<number> {
  const [row] = await db
    .select({ basisPoints: platformFeeSchedule.basisPoints })
    .from(platformFeeSchedule)
    .where(lte(platformFeeSchedule.appliesFrom, now))
    .orderBy(desc(platformFeeSchedule.appliesFrom))
    .limit(1);
  invariant(row, 'every moment has a platform fee');
  return row.basisPoints;
}
