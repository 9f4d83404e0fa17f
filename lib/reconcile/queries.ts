import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { balanceRecord, payment, reconcileBalance, reconcileGap } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { isCurrency, type Currency } from '@/lib/money';

/** More than this is a state of emergency, not a list to read. */
const MOST = 100;
const CLOSED_SHOWN = 20;
const KINDS_DAYS = 30;

/** One currency on both sides, in minor units; the gap is what the processor has more. */
export type BalanceLine = {
  currency: Currency;
  processorMinor: number;
  ledgerMinor: number;
  gapMinor: number;
  /** Of the gap, what stands in the list of differences. */
  explainedMinor: number;
  /** Business time. */
  comparedAt: Date;
  agreedAt: Date | null;
};

/** Both sides by currency, as they stood when they were compared last. */
export async function readBalances(db: Queryable): Promise<BalanceLine[]> {
  const rows = await db
    .select({ balance: reconcileBalance, explained: sql<string>`(select coalesce(sum(g.amount_minor), 0) from reconcile_gap g where g.closed_at is null and g.currency = reconcile_balance.currency)` })
    .from(reconcileBalance)
    .where(isNotNull(reconcileBalance.comparedAt))
    .orderBy(asc(reconcileBalance.currency));
  return rows.flatMap(({ balance: { currency, processorMinor, ledgerMinor, comparedAt, agreedAt }, explained }) =>
    isCurrency(currency) && comparedAt
      ? [{ currency, processorMinor, ledgerMinor, gapMinor: processorMinor - ledgerMinor, explainedMinor: Number(explained), comparedAt, agreedAt }]
      : []);
}

export type OpenGap = typeof reconcileGap.$inferSelect & {
  /** Which decisions an admin has about it. */
  /** `stray`: a charge, of which can be seen what it paid for. */
  choices: { book: boolean; stray: boolean; settle: { currency: Currency; suggestedFeeMinor: number | null } | null };
};

/** Where the processor's record and ours differ now, the oldest first, with what can be decided. */
export async function listGaps(db: Queryable): Promise<OpenGap[]> {
  const gaps = await db.select().from(reconcileGap).where(isNull(reconcileGap.closedAt)).orderBy(asc(reconcileGap.foundAt), asc(reconcileGap.objectId)).limit(MOST);
  const foreign = await listForeign(db, gaps.flatMap(({ kind, objectId }) => (kind === 'foreign_fee' ? [objectId] : [])));
  return gaps.map((gap) => ({
    ...gap,
    choices: {
      book: gap.kind === 'not_in_ledger' && gap.ledgerMinor === 0,
      stray: gap.kind === 'not_in_ledger' && (gap.type === 'charge' || gap.type === 'payment'),
      // The row in the books' own currency carries the decision for both.
      settle: gap.kind === 'foreign_fee' && gap.processorMinor === 0 && isCurrency(gap.currency)
        ? { currency: gap.currency, suggestedFeeMinor: foreign.get(gap.objectId) ?? null }
        : null,
    },
  }));
}

/** What the fee of each charge would be in the charge's own currency, at the rate of its own movement. */
async function listForeign(db: Queryable, objectIds: string[]): Promise<Map<string, number>> {
  if (objectIds.length === 0) return new Map();
  const rows = await db
    .select({ chargeId: payment.chargeId, chargedMinor: payment.amountMinor, amountMinor: balanceRecord.amountMinor, feeMinor: balanceRecord.feeMinor })
    .from(payment)
    .innerJoin(balanceRecord, eq(balanceRecord.id, payment.balanceTransactionId))
    .where(and(inArray(payment.chargeId, objectIds), eq(payment.feeState, 'foreign')));
  return new Map(rows.flatMap((row) => (row.chargeId && row.amountMinor > 0 ? [[row.chargeId, Math.round((row.feeMinor * row.chargedMinor) / row.amountMinor)]] : [])));
}

/** Differences that are no more, the latest first. */
export async function listClosedGaps(db: Queryable) {
  return db
    .select()
    .from(reconcileGap)
    .where(and(isNotNull(reconcileGap.closedAt), ne(reconcileGap.kind, 'balance_differs')))
    .orderBy(desc(reconcileGap.closedAt))
    .limit(CLOSED_SHOWN);
}

/** What one kind of movement came to in the last thirty days; `unmatched` waits to be found in the books. */
export type KindLine = { type: string; currency: string; count: number; netMinor: number; unmatched: number };

/**
 * Every kind of movement of the last thirty days of the processor's time, with how many of them the
 * books do not have yet.
 *
 * @param now business time
 */
export async function listKinds(db: Queryable, now: Date): Promise<KindLine[]> {
  const { rows } = await db.execute<{ type: string; currency: string; count: number; net: string; unmatched: number }>(sql`
    select case when type = 'adjustment' then category else type end as type, currency, count(*)::int as count,
      sum(amount_minor - fee_minor)::text as net, (count(*) filter (where matched_at is null))::int as unmatched
    from balance_record where happened_at > ${addDays(now, -KINDS_DAYS).toISOString()}::timestamptz
    group by 1, 2 order by count(*) desc, 1, 2`);
  return rows.map(({ net, ...row }) => ({ ...row, netMinor: Number(net) }));
}
