import { eq } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { bill, fan } from '@/db/schema';
import { ensureCustomer, findFanById } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { openPayment, openPaymentOf, startPayment } from '@/lib/payments';
import type { CheckoutLine } from '@/lib/stripe';
import { wordLine } from '@/lib/receipts';
import { billPath } from './bill-link';
import { findBillReceipt, type BillReceipt } from './bill-receipt';
import { BillBeingCharged, BillNotFound, BillNotOpen } from './errors';

/**
 * Opens the hosted page on which a fan pays a bill that could not be charged; the card used there is
 * kept for the tab. One row of payment is written before the processor hears of it, and while it is
 * open no other way charges the bill: asked twice, it is the same page.
 *
 * @param now business time
 * @returns the address of the hosted page
 * @throws BillNotFound, BillNotOpen, BillBeingCharged, PaymentClosed, ProcessorUnavailable
 */
export async function payBill(billId: string, now: Date): Promise<string> {
  const receipt = await findBillReceipt(getDb(), billId, now);
  if (!receipt) throw new BillNotFound();
  const owner = await findFanById(getDb(), receipt.fan.id);
  if (receipt.bill.status === 'failing' && owner) await ensureCustomer(owner);
  const newPaymentId = newId();
  const paymentId = await inTransaction((tx) => begin(tx, billId, newPaymentId, now));
  return openPayment(paymentId, linesOf(receipt));
}

async function begin(tx: Tx, billId: string, newPaymentId: string, now: Date): Promise<string> {
  const [row] = await tx
    .select({ bill, personId: fan.personId, stripeCustomerId: fan.stripeCustomerId })
    .from(bill)
    .innerJoin(fan, eq(fan.id, bill.fanId))
    .where(eq(bill.id, billId))
    .for('update', { of: bill });
  if (row?.bill.status === 'due') throw new BillBeingCharged();
  if (row?.bill.status !== 'failing') throw new BillNotOpen();
  const open = await openPaymentOf(tx, billId);
  if (open?.way === 'checkout' && open.status !== 'processing') return open.id;
  if (open) throw new BillBeingCharged();
  const path = billPath(billId);
  await startPayment(tx, {
    id: newPaymentId, purpose: 'bill', billId, way: 'checkout',
    amountMinor: row.bill.amountMinor, currency: row.bill.currency, description: 'Your Tuppence bill',
    returnPath: `${path}?from=checkout`, cancelPath: path,
    stripeCustomerId: row.stripeCustomerId, personId: row.personId, now,
  });
  return newPaymentId;
}

/** What the hosted page lists, as long as it says the same sum: names are what people typed. */
function linesOf({ bill: { amountMinor }, lines }: BillReceipt): CheckoutLine[] | undefined {
  const shown = lines
    .filter(({ status }) => status === 'billed')
    .map((line) => ({ name: `${line.creator.name}: ${wordLine(line)}`.slice(0, 200), amountMinor: line.amountMinor }));
  return shown.reduce((sum, line) => sum + line.amountMinor, 0) === amountMinor ? shown : undefined;
}
