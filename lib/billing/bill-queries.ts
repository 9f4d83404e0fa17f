import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { bill, fan } from '@/db/schema';
import { keyset, sliceOf, type PageAsked, type Slice } from '@/lib/lists';
import type { Currency } from '@/lib/money';
import { disputeStatusOf, type DisputeEnd } from '@/lib/payments';
import type { Bill } from '@/lib/tab';
import { findBillReceipt, type BillReceipt } from './bill-receipt';

/** A bill as its line in a list says it. */
export type BillRow = Pick<Bill, 'id' | 'status' | 'cause' | 'billingOn' | 'currency' | 'amountMinor' | 'createdAt' | 'paidAt' | 'failureKind' | 'writeOffAt'> & {
  lines: number;
  /** What of it went back to the fan. */
  refundedMinor: number;
  /** What the fan's bank does or did about it, while it has anything of it. */
  dispute: DisputeEnd | null;
  /** How many creators they are for. */
  creators: number;
};

/** The bills of a person: those of their own tab, and those of guests that they joined. Never a void one. */
const ownBills = (personId: string) => and(
  inArray(bill.fanId, sql`(select ${fan.id} from ${fan} where ${fan.personId} = ${personId})`),
  ne(bill.status, 'void'),
);

/** A page of a person's bills, newest first. Its cost does not depend on how deep the page lies. */
export async function listBills(db: Queryable, personId: string, asked: PageAsked): Promise<Slice<BillRow>> {
  const page = keyset(bill.createdAt, bill.id, asked);
  const rows = await db
    .select(columns)
    .from(bill)
    .where(page.where(ownBills(personId)))
    .orderBy(...page.order)
    .limit(page.limit);
  return sliceOf(rows, asked, ({ createdAt, id }) => ({ at: createdAt.getTime(), id }));
}

/** A person's own bill as its receipt says it; null for somebody else's and for none. */
export async function findOwnBill(db: Queryable, personId: string, billId: string, now: Date): Promise<BillReceipt | null> {
  const [own] = await db.select({ id: bill.id }).from(bill).where(and(eq(bill.id, billId), ownBills(personId)));
  return own ? findBillReceipt(db, own.id, now) : null;
}

/** The bills of a person that wait for a card or for their own hand, oldest first. */
export async function listFailingBills(db: Queryable, personId: string): Promise<{ id: string; currency: Currency; amountMinor: number }[]> {
  return db
    .select({ id: bill.id, currency: bill.currency, amountMinor: bill.amountMinor })
    .from(bill)
    .where(and(ownBills(personId), eq(bill.status, 'failing')))
    .orderBy(bill.createdAt);
}

const columns = {
  id: bill.id,
  status: bill.status,
  cause: bill.cause,
  billingOn: bill.billingOn,
  currency: bill.currency,
  amountMinor: bill.amountMinor,
  createdAt: bill.createdAt,
  paidAt: bill.paidAt,
  failureKind: bill.failureKind,
  writeOffAt: bill.writeOffAt,
  lines: bill.lineCount,
  refundedMinor: sql<number>`(select coalesce(sum(r.amount_minor), 0)::float8 from refund r where r.payment_id = bill.payment_id and r.status = 'succeeded')`,
  dispute: sql<DisputeEnd | null>`case when exists (select from dispute d where d.payment_id = bill.payment_id and d.taken_minor > 0) then ${disputeStatusOf(sql`bill.payment_id`)} end`,
  creators: sql<number>`(select count(distinct l.creator_id)::int from tab_line l where l.bill_id = bill.id and l.status <> 'dropped')`,
};
