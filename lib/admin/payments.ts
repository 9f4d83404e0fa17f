import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, payment, person, refund, tip, webhookEvent } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { deriveId } from '@/lib/ids';
import { findTransaction, type PostedTransfer } from '@/lib/ledger';
import type { Currency } from '@/lib/money';
import { maskEmail } from '@/lib/mail';
import { keyset, sliceOf, type PageAsked, type Slice } from '@/lib/lists';
import { disputesOf } from './disputes-of';

export const paymentStatuses = ['created', 'open', 'processing', 'succeeded', 'failed', 'expired'] as const;
export type PaymentFilter = {
  status?: (typeof paymentStatuses)[number];
  currency?: Currency;
  creatorId?: string;
  personId?: string;
  /** A UTC day, by the clock of the business. */
  day?: Date;
};

/** A payment in a list: enough to know it by, nothing personal but a masked address. */
export type PaymentLine = {
  id: string;
  status: (typeof paymentStatuses)[number];
  amountMinor: number;
  currency: Currency;
  feeMinor: number | null;
  refundedMinor: number;
  method: string | null;
  from: string | null;
  createdAt: Date;
  creator: { id: string; name: string; handle: string } | null;
};

const columns = {
  id: payment.id,
  status: payment.status,
  amountMinor: payment.amountMinor,
  currency: payment.currency,
  feeMinor: payment.processorFeeMinor,
  refundedMinor: tip.refundedMinor,
  method: payment.method,
  email: payment.payerEmail,
  createdAt: payment.createdAt,
  tipId: tip.id,
  tipCreatedAt: tip.createdAt,
  creatorId: creator.id,
  creatorName: creator.name,
  handle: creator.handle,
};

/** Payments, newest first. Each filter has its index, so that a page costs the same at any depth. */
export async function listPayments(db: Queryable, filter: PaymentFilter, page: PageAsked): Promise<Slice<PaymentLine>> {
  // A creator's payments are found by their tips, whose index is in the same order.
  if (filter.creatorId) return listOfCreator(db, filter.creatorId, filter, page);
  const list = keyset(payment.createdAt, payment.id, page);
  const rows = await db
    .select(columns)
    .from(payment)
    .leftJoin(tip, eq(tip.paymentId, payment.id))
    .leftJoin(creator, eq(creator.id, tip.creatorId))
    .where(list.where(...conditionsOf(filter), filter.day && gte(payment.createdAt, filter.day), filter.day && lt(payment.createdAt, addDays(filter.day, 1))))
    .orderBy(...list.order)
    .limit(list.limit);
  return sliceOf(rows.map(toLine), page, (row) => ({ at: row.createdAt.getTime(), id: row.id }));
}

async function listOfCreator(db: Queryable, creatorId: string, filter: PaymentFilter, page: PageAsked): Promise<Slice<PaymentLine>> {
  const list = keyset(tip.createdAt, tip.id, page);
  const rows = await db
    .select(columns)
    .from(tip)
    .innerJoin(payment, eq(payment.id, tip.paymentId))
    .innerJoin(creator, eq(creator.id, tip.creatorId))
    .where(list.where(eq(tip.creatorId, creatorId), ...conditionsOf(filter), filter.day && gte(tip.createdAt, filter.day), filter.day && lt(tip.createdAt, addDays(filter.day, 1))))
    .orderBy(...list.order)
    .limit(list.limit);
  const places = new Map(rows.map((row) => [row.id, { at: (row.tipCreatedAt ?? row.createdAt).getTime(), id: row.tipId ?? row.id }]));
  return sliceOf(rows.map(toLine), page, (row) => places.get(row.id) ?? { at: row.createdAt.getTime(), id: row.id });
}

function conditionsOf({ status, currency, personId }: PaymentFilter) {
  return [
    status && eq(payment.status, status),
    currency && eq(payment.currency, currency),
    personId ? eq(payment.personId, personId) : undefined,
  ].map((condition) => condition || undefined);
}

type Row = Omit<PaymentLine, 'refundedMinor' | 'from' | 'creator'> & {
  refundedMinor: number | null;
  email: string | null;
  creatorId: string | null;
  creatorName: string | null;
  handle: string | null;
};

function toLine({ creatorId, creatorName, handle, email, refundedMinor, ...row }: Row): PaymentLine {
  return {
    ...row,
    refundedMinor: refundedMinor ?? 0,
    from: email ? maskEmail(email) : null,
    creator: creatorId && creatorName && handle ? { id: creatorId, name: creatorName, handle } : null,
  };
}

/** Everything about one payment, with what of it is personal left for the page to mask. */
export async function findPaymentFile(db: Queryable, id: string) {
  const [found] = await db
    .select({
      payment,
      tip,
      creator: { id: creator.id, name: creator.name, handle: creator.handle, personId: creator.personId, ledgerOwner: creator.ledgerOwner },
      person: { id: person.id, displayName: person.displayName },
    })
    .from(payment)
    .leftJoin(tip, eq(tip.paymentId, payment.id))
    .leftJoin(creator, eq(creator.id, tip.creatorId))
    .leftJoin(person, eq(person.id, payment.personId))
    .where(eq(payment.id, id));
  if (!found) return null;
  const refunds = await db.select().from(refund).where(eq(refund.paymentId, id)).orderBy(refund.createdAt, refund.id);
  const { disputes, transactionIds } = await disputesOf(db, [id], refunds.map((row) => row.id));
  const [events, transactions] = await Promise.all([eventsOf(db, found.payment, refunds), transactionsOf(db, found, refunds, transactionIds)]);
  return { ...found, refunds, disputes, events, transactions };
}

export type PaymentFile = NonNullable<Awaited<ReturnType<typeof findPaymentFile>>>;

/** What the processor told us about this payment, as far as the inbox still keeps it. */
async function eventsOf(db: Queryable, paid: typeof payment.$inferSelect, refunds: (typeof refund.$inferSelect)[]) {
  const objects = [paid.checkoutSessionId, paid.paymentIntentId, paid.chargeId, ...refunds.map((row) => row.stripeRefundId)];
  return db
    .select({
      id: webhookEvent.id,
      type: webhookEvent.type,
      state: webhookEvent.state,
      source: webhookEvent.source,
      happenedAt: webhookEvent.happenedAt,
      note: webhookEvent.note,
    })
    .from(webhookEvent)
    .where(inArray(webhookEvent.objectId, objects.filter((object) => object !== null)))
    .orderBy(webhookEvent.happenedAt, webhookEvent.id)
    .limit(100);
}

/** The ledger's transactions of a payment, found by the ids that its domains derive for them. */
async function transactionsOf(
  db: Queryable,
  found: { payment: typeof payment.$inferSelect; tip: typeof tip.$inferSelect | null },
  refunds: (typeof refund.$inferSelect)[],
  ofDisputes: string[],
): Promise<PostedTransfer[][]> {
  const releases = Array.from({ length: found.tip?.releases ?? 0 }, (_, at) => `released:${at}`);
  const ids = [
    deriveId(found.payment.id, 'collected'),
    deriveId(found.payment.id, 'fee'),
    ...releases.map((name) => deriveId(found.tip?.id ?? '', name)),
    ...refunds.flatMap((row) => [row.id, deriveId(row.id, 'returned')]),
    ...ofDisputes,
  ];
  const transactions = await Promise.all(ids.map((transactionId) => findTransaction(db, transactionId)));
  return transactions.filter((transfers) => transfers.length > 0);
}

/** Refunds, newest first, all or of one status. */
export async function listRefunds(db: Queryable, filter: { status?: (typeof refund.$inferSelect)['status'] }, page: PageAsked) {
  const list = keyset(refund.createdAt, refund.id, page);
  const rows = await db
    .select({ refund, billId: payment.billId, creator: { name: creator.name, handle: creator.handle } })
    .from(refund)
    .innerJoin(payment, eq(payment.id, refund.paymentId))
    .leftJoin(tip, eq(tip.paymentId, refund.paymentId))
    .leftJoin(creator, eq(creator.id, tip.creatorId))
    .where(list.where(filter.status && eq(refund.status, filter.status)))
    .orderBy(...list.order)
    .limit(list.limit);
  return sliceOf(rows, page, (row) => ({ at: row.refund.createdAt.getTime(), id: row.refund.id }));
}

/** Payments that an address made, whoever owns it now; newest first, a handful. */
export async function paymentsOfAddress(db: Queryable, email: string, limit: number): Promise<PaymentLine[]> {
  const rows = await db
    .select(columns)
    .from(payment)
    .leftJoin(tip, eq(tip.paymentId, payment.id))
    .leftJoin(creator, eq(creator.id, tip.creatorId))
    .where(and(sql`lower(${payment.payerEmail}) = ${email.toLowerCase()}`, sql`${payment.payerEmail} is not null`))
    .orderBy(sql`${payment.createdAt} desc`, sql`${payment.id} desc`)
    .limit(limit);
  return rows.map(toLine);
}
