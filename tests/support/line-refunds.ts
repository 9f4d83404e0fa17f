import { asc, eq } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { mailMessage, pledge, refund, refundLine, tabLine, tip } from '@/db/schema';
import { askLineRefundIn } from '@/lib/billing';
import type { Day } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { balanceOf, type LedgerAccountKind } from '@/lib/ledger';
import { forgetClock } from '@/lib/stripe/business-clock';
import { addDue, clockTo, evening, eveningOn, firstBill, retireTabs, type Offer, type Payer } from './billing';

type Sandbox = { url: string; port: number };

/** Somebody whose pledges of these amounts, one to each offer, were charged in the evening of a day. */
export async function addPaidBill(sandbox: Sandbox, offers: readonly Offer[], day: Day, amounts: readonly number[], options: { card?: string; personId?: string } = {}) {
  await retireTabs();
  await clockTo(sandbox, new Date(`${day}T12:00:00Z`));
  const payer = await addDue(sandbox, offers, day, amounts, options);
  await evening(sandbox, eveningOn(day));
  return { payer, ...(await paidBill(payer)) };
}

/** The first bill of somebody with its charge and its lines by their creators' places. */
export async function paidBill(payer: Payer) {
  const bill = await firstBill(payer);
  const paid = bill.payments.find(({ status }) => status === 'succeeded');
  return { bill, chargeId: paid?.chargeId ?? '', lines: bill.lines };
}

/** Asks for lines of a bill, or for all of it, to be sent back, as whoever may does. */
export async function askLines(billId: string, lineIds: readonly string[] | null, now: Date): Promise<string> {
  const id = newId();
  await inTransaction((tx) => askLineRefundIn(tx, { id, billId, lineIds, reason: 'requested_by_fan', now }));
  return id;
}

/** The same, carried to the processor and learned. */
export async function refundLines(billId: string, lineIds: readonly string[] | null, now: Date): Promise<string> {
  const id = await askLines(billId, lineIds, now);
  // Whoever moved the sandbox's clock a moment ago moved business time.
  forgetClock();
  await runJob('refunds', now);
  return id;
}

/** What a creator has of each kind, in minor units of USD. */
export async function pursesOf(offers: readonly Offer[]): Promise<number[][]> {
  const kinds: LedgerAccountKind[] = ['creator_held', 'creator_available', 'creator_debt'];
  return Promise.all(offers.map(({ creator }) => Promise.all(kinds.map((kind) => balanceOf(getDb(), { kind, owner: creator.ledgerOwner, currency: 'USD' })))));
}

export async function readLine(id: string) {
  const [found] = await getDb().select({ line: tabLine, tip, pledge }).from(tabLine)
    .leftJoin(tip, eq(tip.lineId, tabLine.id)).leftJoin(pledge, eq(pledge.id, tabLine.pledgeId)).where(eq(tabLine.id, id));
  if (!found) throw new Error('there is no such line');
  return found;
}

/** A refund with what of it went to which line. */
export async function readRefund(id: string) {
  const [found] = await getDb().select().from(refund).where(eq(refund.id, id));
  return { ...found, lines: await getDb().select().from(refundLine).where(eq(refundLine.refundId, id)).orderBy(asc(refundLine.lineId)) };
}

/** The mail about a refund, or nothing. */
export async function mailOf(refundId: string) {
  const [found] = await getDb().select().from(mailMessage).where(eq(mailMessage.key, `bill_refund:${refundId}`));
  return found;
}
