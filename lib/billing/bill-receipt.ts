import { asc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { bill, card, creator, fan, payment, person, tabLine, tip } from '@/db/schema';
import { env } from '@/lib/env';
import { refundShares } from '@/lib/income';
import { maskEmail } from '@/lib/mail';
import type { Currency } from '@/lib/money';
import { disputeStatusOf, standingOf, type DisputeStanding } from '@/lib/payments';
import { currentPricing } from '@/lib/pricing';
import { processorFee, type TipPricing } from '@/lib/pricing/input';
import type { BillView, BillViewLine } from '@/lib/receipts';
import type { Bill, TabLine } from '@/lib/tab';
import { sharePlatformFee, shareProcessorFee } from './share-fees';

/** A bill with its lines, its charge and its fan's mailbox, as a receipt or a page about it needs them. */
export type BillReceipt = {
  bill: Bill;
  /** In the order of their ids; dropped ones are of a bill that was never charged. */
  lines: (BillViewLine & { id: string; creatorId: string; status: TabLine['status'] })[];
  /** Of the charge that paid it; null before. */
  paidBy: string | null;
  /** What the fan's bank does or did about the charge that paid it; null when it never asked. */
  dispute: DisputeStanding | null;
  /** Whether the fee shares are the processor's own. */
  isActual: boolean;
  fan: { id: string; personId: string | null; email: string | null; timeZone: string; locale: string };
};

/**
 * Bills as their receipts say them, many in a fixed number of queries, by id. While a fee is not
 * booked, its shares are estimated by the very split that the settlement makes.
 *
 * @param now business time: of the price list for estimates
 */
export async function readBillReceipts(db: Queryable, billIds: string[], now: Date): Promise<Map<string, BillReceipt>> {
  if (billIds.length === 0) return new Map();
  const heads = await readHeads(db, billIds);
  const lines = await readLines(db, billIds);
  const pricing = await readPricing(db, heads, now);
  return new Map(heads.map((head) => [head.bill.id, toReceipt(head, lines.get(head.bill.id) ?? [], pricing.get(head.bill.currency))]));
}

/** One bill as its receipt says it; null when there is none. */
export async function findBillReceipt(db: Queryable, billId: string, now: Date): Promise<BillReceipt | null> {
  return (await readBillReceipts(db, [billId], now)).get(billId) ?? null;
}

/** A paid bill's receipt for the renderers of page, mail and PDF. */
export function toBillView(receipt: BillReceipt): BillView {
  const { bill: { id, currency, createdAt, paidAt }, fan: { email }, lines, isActual, paidBy, dispute } = receipt;
  return {
    number: billNumber(id),
    at: paidAt ?? createdAt,
    issuedTo: email ? maskEmail(email) : null,
    currency,
    lines,
    isActual,
    paidBy,
    takenBack: dispute === 'with_bank' || dispute === 'lost' || dispute === 'in_part' ? dispute : null,
    operatorName: env().OPERATOR_NAME,
  };
}

/** A number to quote: the bill's own, short enough to read out, and told from a tip's by its letter. */
export function billNumber(billId: string): string {
  const [head = '', , , , tail = ''] = billId.toUpperCase().split('-');
  return `B${head.slice(2)}-${tail.slice(-6)}`;
}

type Head = Awaited<ReturnType<typeof readHeads>>[number];
type Line = Awaited<ReturnType<typeof queryLines>>[number];

function toReceipt(head: Head, found: Line[], pricing: TipPricing | undefined): BillReceipt {
  const { rotation, processorFeeMinor } = head.bill;
  const isOver = found.every(({ row }) => row.status === 'collected');
  const rows = found.map(({ row }) => row);
  const estimate = pricing ? processorFee(head.bill.amountMinor, pricing.processor) : 0;
  const shares = rows.length === 0 ? [] : shareProcessorFee(rows, processorFeeMinor ?? estimate, rotation);
  const platform = isOver ? rows.map((row) => row.platformFeeMinor) : sharePlatformFee(rows, pricing?.platformFeeBasisPoints ?? 0, rotation);
  return {
    bill: head.bill,
    lines: found.map(({ row, creator: who, tipRefundedMinor, tipDisputedMinor }, at) => ({
      id: row.id,
      creatorId: row.creatorId,
      status: row.status,
      kind: row.kind,
      fromOn: row.fromOn,
      untilOn: row.untilOn,
      creator: who,
      amountMinor: row.amountMinor,
      feeShareMinor: row.feeShareMinor ?? shares[at] ?? 0,
      ...afterRefund(row.amountMinor, platform[at] ?? 0, tipRefundedMinor ?? row.refundedMinor, tipDisputedMinor ?? row.disputedMinor),
    })),
    paidBy: wordCard(head),
    dispute: standingOf(head.dispute),
    isActual: processorFeeMinor !== null,
    fan: {
      id: head.fan.id, personId: head.fan.personId, timeZone: head.fan.timeZone, locale: head.locale ?? 'en-US',
      email: head.fan.personId === null ? head.fan.email : head.isActive ? head.email : null,
    },
  };
}

/** A refund gives our fee back, in proportion, and so does what a bank takes. */
function afterRefund(amountMinor: number, platformFeeMinor: number, refundedMinor: number, disputedMinor: number): Pick<BillViewLine, 'platformFeeMinor' | 'refundedMinor' | 'disputedMinor'> {
  const returned = refundShares({ grossMinor: amountMinor, platformTipMinor: 0, platformFeeMinor }, refundedMinor + disputedMinor);
  return { platformFeeMinor: platformFeeMinor - returned.platformFeeMinor, refundedMinor, disputedMinor };
}

function wordCard({ brand, last4, method }: Head): string | null {
  if (brand && last4) return `${BRANDS[brand] ?? titled(brand)} •••• ${last4}`;
  return method ? titled(method) : null;
}

const BRANDS: Record<string, string> = { amex: 'American Express', jcb: 'JCB', unionpay: 'UnionPay', diners: 'Diners Club' };

function titled(word: string): string {
  const words = word.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

async function readHeads(db: Queryable, billIds: string[]) {
  return db
    .select({
      bill,
      fan: { id: fan.id, personId: fan.personId, email: fan.email, timeZone: fan.timeZone },
      email: person.email,
      isActive: sql<boolean>`${person.status} = 'active'`,
      locale: person.locale,
      method: payment.method,
      dispute: disputeStatusOf(sql`${bill.paymentId}`),
      brand: card.brand,
      last4: card.last4,
    })
    .from(bill)
    .innerJoin(fan, eq(fan.id, bill.fanId))
    .leftJoin(person, eq(person.id, fan.personId))
    .leftJoin(payment, eq(payment.id, bill.paymentId))
    .leftJoin(card, eq(card.paymentMethodId, payment.paymentMethodId))
    .where(inArray(bill.id, billIds));
}

async function readLines(db: Queryable, billIds: string[]): Promise<Map<string, Line[]>> {
  const byBill = new Map<string, Line[]>();
  for (const line of await queryLines(db, billIds)) {
    const { billId } = line.row;
    const known = byBill.get(billId ?? '');
    if (known) known.push(line);
    else if (billId !== null) byBill.set(billId, [line]);
  }
  return byBill;
}

function queryLines(db: Queryable, billIds: string[]) {
  return db
    .select({ row: tabLine, creator: { name: creator.name, handle: creator.handle }, tipRefundedMinor: tip.refundedMinor, tipDisputedMinor: tip.disputedMinor })
    .from(tabLine)
    .innerJoin(creator, eq(creator.id, tabLine.creatorId))
    .leftJoin(tip, eq(tip.lineId, tabLine.id))
    .where(inArray(tabLine.billId, billIds))
    .orderBy(asc(tabLine.billId), asc(tabLine.id));
}

async function readPricing(db: Queryable, heads: Head[], now: Date): Promise<Map<Currency, TipPricing>> {
  const missing = new Set(heads.filter((head) => head.bill.processorFeeMinor === null).map((head) => head.bill.currency));
  const pricing = new Map<Currency, TipPricing>();
  for (const currency of missing) pricing.set(currency, await currentPricing(db, currency, now));
  return pricing;
}
