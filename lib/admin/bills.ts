import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { bill, creator, fan, jobRun, payment, person, refund, tabLine, tip } from '@/db/schema';
import { deriveId } from '@/lib/ids';
import { findTransaction, type PostedTransfer } from '@/lib/ledger';
import { keyset, sliceOf, type PageAsked, type Slice } from '@/lib/lists';
import type { Currency } from '@/lib/money';
import type { Bill } from '@/lib/tab';
import { disputesOf } from './disputes-of';

export const billStatuses = ['due', 'failing', 'paid', 'written_off', 'void'] as const;
export type BillStatus = (typeof billStatuses)[number];
/** Runs of these jobs are what the page of bills tells of. */
const BILLING_JOBS = ['billing', 'dunning'];
const RUNS = 12;
const DAYS_AHEAD = 8;

/** A bill in a list: no name, only how it stands. */
export type BillLine = Pick<Bill, 'id' | 'status' | 'cause' | 'currency' | 'amountMinor' | 'lineCount' | 'attempts' | 'failureCode' | 'failureKind' | 'nextAttemptAt' | 'createdAt'>;

/** Bills, newest first, all or of one status. Its cost does not depend on how deep the page lies. */
export async function listAllBills(db: Queryable, filter: { status?: BillStatus }, page: PageAsked): Promise<Slice<BillLine>> {
  const list = keyset(bill.createdAt, bill.id, page);
  const rows = await db
    .select({
      id: bill.id, status: bill.status, cause: bill.cause, currency: bill.currency, amountMinor: bill.amountMinor, lineCount: bill.lineCount,
      attempts: bill.attempts, failureCode: bill.failureCode, failureKind: bill.failureKind, nextAttemptAt: bill.nextAttemptAt, createdAt: bill.createdAt,
    })
    .from(bill)
    .where(list.where(filter.status && eq(bill.status, filter.status)))
    .orderBy(...list.order)
    .limit(list.limit);
  return sliceOf(rows, page, (row) => ({ at: row.createdAt.getTime(), id: row.id }));
}

export type OpenBills = { status: 'due' | 'failing'; currency: Currency; bills: number; minor: number };

/** What is to be collected: the open bills by status and currency. */
export async function countOpenBills(db: Queryable): Promise<OpenBills[]> {
  const rows = await db
    .select({ status: bill.status, currency: bill.currency, bills: sql<number>`count(*)::int`, minor: sql<string>`sum(${bill.amountMinor})` })
    .from(bill)
    .where(inArray(bill.status, ['due', 'failing']))
    .groupBy(bill.status, bill.currency)
    .orderBy(bill.status, bill.currency);
  return rows.flatMap(({ status, minor, ...row }) => (status === 'due' || status === 'failing' ? [{ ...row, status, minor: Number(minor) }] : []));
}

export type ComingEvening = { day: string; tabs: number; firstAt: Date };

/** The evenings to come, and how many tabs each bills: late ones first, then the next days (UTC). */
export async function listComingEvenings(db: Queryable): Promise<ComingEvening[]> {
  const { rows } = await db.execute<{ day: string; tabs: number; first: string }>(sql`
    select (next_bill_at at time zone 'UTC')::date::text as day, count(*)::int as tabs, min(next_bill_at)::text as first
    from tab where next_bill_at is not null group by 1 order by 1 limit ${DAYS_AHEAD}`);
  return rows.map(({ first, ...row }) => ({ ...row, firstAt: new Date(first) }));
}

/** The newest runs that made or collected bills, those under way first. */
export async function listBillingRuns(db: Queryable) {
  return db.select().from(jobRun).where(inArray(jobRun.name, BILLING_JOBS)).orderBy(sql`${jobRun.startedAt} desc nulls first`).limit(RUNS);
}

/** Everything about one bill, with its lines, its attempts and what the ledger says of it. */
export async function findBillFile(db: Queryable, id: string) {
  const [found] = await db
    .select({ bill, fan: { id: fan.id, personId: fan.personId, ledgerOwner: fan.ledgerOwner, status: fan.status }, person: { id: person.id, displayName: person.displayName } })
    .from(bill)
    .innerJoin(fan, eq(fan.id, bill.fanId))
    .leftJoin(person, eq(person.id, fan.personId))
    .where(eq(bill.id, id));
  if (!found) return null;
  const lines = await db
    .select({ line: tabLine, creator: { id: creator.id, name: creator.name, ledgerOwner: creator.ledgerOwner }, tipHeldUntil: tip.heldUntil, refundedMinor: sql<number>`coalesce(${tip.refundedMinor}, ${tabLine.refundedMinor})`.mapWith(Number) })
    .from(tabLine)
    .innerJoin(creator, eq(creator.id, tabLine.creatorId))
    .leftJoin(tip, eq(tip.lineId, tabLine.id))
    .where(eq(tabLine.billId, id))
    .orderBy(asc(tabLine.id));
  const attempts = await db.select().from(payment).where(eq(payment.billId, id)).orderBy(asc(payment.attempt));
  const refunds = await db.select().from(refund).where(inArray(refund.paymentId, attempts.map((row) => row.id))).orderBy(asc(refund.createdAt), asc(refund.id));
  const ids = { lineIds: lines.map(({ line }) => line.id), refundIds: refunds.map((row) => row.id) };
  const { disputes, transactionIds } = await disputesOf(db, attempts.map((row) => row.id), ids.refundIds);
  return { ...found, lines, attempts, refunds, disputes, transactions: await transactionsOf(db, found.bill, { ...ids, ofDisputes: transactionIds }) };
}

export type BillFile = NonNullable<Awaited<ReturnType<typeof findBillFile>>>;

/** The ledger's transactions of a bill, by the ids that follow from its payment and its lines: its end first. */
async function transactionsOf(db: Queryable, of: Bill, { lineIds, refundIds, ofDisputes }: { lineIds: string[]; refundIds: string[]; ofDisputes: string[] }): Promise<PostedTransfer[][]> {
  const ids = [
    ...(of.paymentId ? [deriveId(of.paymentId, 'collected'), deriveId(of.paymentId, 'fee')] : []),
    ...refundIds.flatMap((id) => [id, deriveId(id, 'returned')]),
    ...ofDisputes,
    ...(of.status === 'written_off' ? lineIds.map((id) => deriveId(id, 'line_written_off')) : []),
    ...lineIds.map((id) => deriveId(id, 'accrued')),
  ];
  const transactions = await Promise.all(ids.map((transactionId) => findTransaction(db, transactionId)));
  return transactions.filter((transfers) => transfers.length > 0);
}

/** Whether a bill is the admin's own: that is another admin's to hurry. */
export async function isOwnBill(db: Queryable, actorId: string, billId: string): Promise<boolean> {
  const [own] = await db.select({ id: bill.id }).from(bill).innerJoin(fan, eq(fan.id, bill.fanId)).where(and(eq(bill.id, billId), eq(fan.personId, actorId)));
  return own !== undefined;
}
