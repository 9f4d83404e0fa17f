import type Stripe from 'stripe';
import { callProcessor } from './errors';
import { getStripe } from './client';
import { toVerified, type VerifiedEvent } from './verify-event';

/** One movement of the operator's balance at Stripe, in minor units of its own currency. */
export type BalanceRecord = {
  id: string;
  type: string;
  /** Stripe's reporting category, which tells a dispute from its return; both are of type 'adjustment'. */
  category: string;
  sourceId: string | null;
  amountMinor: number;
  feeMinor: number;
  currency: string;
  createdAt: Date;
};

/**
 * Every event of the given types since an instant, oldest first. Stripe keeps 30 days.
 *
 * @throws ProcessorUnavailable
 */
export async function listEventsSince(since: Date, types: string[]): Promise<VerifiedEvent[]> {
  const events = await collect((starting_after) =>
    getStripe().events.list({ created: { gte: seconds(since) }, types, limit: 100, starting_after }),
  );
  return events.map(toVerified).reverse();
}

/**
 * Every movement of the operator's balance since an instant, oldest first.
 *
 * @throws ProcessorUnavailable
 */
export async function listBalanceTransactionsSince(since: Date): Promise<BalanceRecord[]> {
  const transactions = await collect((starting_after) =>
    getStripe().balanceTransactions.list({ created: { gte: seconds(since) }, limit: 100, starting_after }),
  );
  return transactions.map(toRecord).reverse();
}

/**
 * What Stripe holds for the operator, pending and available together, by currency in upper case.
 *
 * @throws ProcessorUnavailable
 */
export async function fetchBalance(): Promise<Map<string, number>> {
  const balance = await callProcessor(() => getStripe().balance.retrieve());
  const totals = new Map<string, number>();
  for (const part of [...balance.available, ...balance.pending]) {
    const currency = part.currency.toUpperCase();
    totals.set(currency, (totals.get(currency) ?? 0) + part.amount);
  }
  return totals;
}

async function collect<T extends { id: string }>(
  list: (startingAfter: string | undefined) => Promise<Stripe.ApiList<T>>,
): Promise<T[]> {
  const all: T[] = [];
  for (let cursor: string | undefined; ; cursor = all.at(-1)?.id) {
    const page = await callProcessor(() => list(cursor));
    all.push(...page.data);
    if (!page.has_more || page.data.length === 0) return all;
  }
}

function toRecord(transaction: Stripe.BalanceTransaction): BalanceRecord {
  const source = transaction.source;
  return {
    id: transaction.id,
    type: transaction.type,
    category: transaction.reporting_category,
    sourceId: typeof source === 'string' ? source : (source?.id ?? null),
    amountMinor: transaction.amount,
    feeMinor: transaction.fee,
    currency: transaction.currency.toUpperCase(),
    createdAt: new Date(transaction.created * 1000),
  };
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
