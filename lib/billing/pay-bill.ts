import { eq } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { bill, fan } from '@/db/schema';
import { guardCardPage, noteCardPage, type Source } from '@/lib/defence';
import { ensureCustomer, findFanById } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { recordOrigin, type Whence } from '@/lib/origins';
import { openPayment, openPaymentOf, startPayment } from '@/lib/payments';
import type { CheckoutLine } from '@/lib/stripe';
import { wordLine } from '@/lib/receipts';
import { billPath } from './bill-link';
import { findBillReceipt, type BillReceipt } from './bill-receipt';
import { BillBeingCharged, BillNotFound, BillNotOpen } from './errors';

/** Where somebody who pays a bill by hand comes from. */
type Payer = { from?: Whence; source?: Source };

/**
 * Opens the hosted page on which a bill is paid that could not be charged. Paid by the fan themself,
 * signed in, the card used there is kept for the tab; whoever else has the link only pays, and their
 * card is nobody's. One row of payment is written before the processor hears of it, and while it is
 * open no other way charges the bill: asked twice, it is the same page.
 *
 * @param payerId the person who is signed in; null: nobody
 * @param now business time
 * @param by where the request comes from; nothing: from inside
 * @returns the address of the hosted page
 * @throws BillNotFound, BillNotOpen, BillBeingCharged, PaymentClosed, ProcessorUnavailable, every refusal of `guardCardPage`
 */
export async function payBill(billId: string, payerId: string | null, now: Date, by: Payer = {}): Promise<string> {
  const receipt = await findBillReceipt(getDb(), billId, now);
  if (!receipt) throw new BillNotFound();
  const owner = await findFanById(getDb(), receipt.fan.id);
  const isOwner = payerId !== null && owner?.personId === payerId;
  if (receipt.bill.status === 'failing' && owner && isOwner) await ensureCustomer(owner);
  if (receipt.bill.status === 'failing' && !(await openPaymentOf(getDb(), billId))) await guardCardPage(by.source, { creatorId: null, now });
  const newPaymentId = newId();
  const paymentId = await inTransaction((tx) => begin(tx, billId, { newPaymentId, isOwner, payerId, by, now }));
  return openPayment(paymentId, linesOf(receipt));
}

type Begun = { newPaymentId: string; isOwner: boolean; payerId: string | null; by: Payer; now: Date };

async function begin(tx: Tx, billId: string, { newPaymentId, isOwner, payerId, by, now }: Begun): Promise<string> {
  const [row] = await tx
    .select({ bill, personId: fan.personId, stripeCustomerId: fan.stripeCustomerId })
    .from(bill)
    .innerJoin(fan, eq(fan.id, bill.fanId))
    .where(eq(bill.id, billId))
    .for('update', { of: bill });
  if (row?.bill.status === 'due') throw new BillBeingCharged();
  if (row?.bill.status !== 'failing') throw new BillNotOpen();
  const open = await openPaymentOf(tx, billId);
  // A page that keeps the card is opened for its fan alone.
  const isForThem = isOwner || open?.stripeCustomerId === null;
  if (open?.way === 'checkout' && open.status !== 'processing' && isForThem) return open.id;
  if (open) throw new BillBeingCharged();
  const path = billPath(billId);
  await startPayment(tx, {
    id: newPaymentId, purpose: 'bill', billId, way: 'checkout',
    amountMinor: row.bill.amountMinor, currency: row.bill.currency, description: 'Your Tuppence bill',
    returnPath: `${path}?from=checkout`, cancelPath: path,
    stripeCustomerId: isOwner ? row.stripeCustomerId : null, personId: row.personId, now,
  });
  // Whoever has the link may pay, so only its fan's own way says something of the fan.
  await recordOrigin(tx, { deed: 'pay_bill', personId: payerId, fanId: isOwner ? row.bill.fanId : null, paymentId: newPaymentId, from: by.from, now });
  await noteCardPage(tx, { id: newPaymentId, deed: 'pay_bill', creatorId: null, source: by.source });
  return newPaymentId;
}

/** What the hosted page lists, as long as it says the same sum: names are what people typed. */
function linesOf({ bill: { amountMinor }, lines }: BillReceipt): CheckoutLine[] | undefined {
  const shown = lines
    .filter(({ status }) => status === 'billed')
    .map((line) => ({ name: `${line.creator.name}: ${wordLine(line)}`.slice(0, 200), amountMinor: line.amountMinor }));
  return shown.reduce((sum, line) => sum + line.amountMinor, 0) === amountMinor ? shown : undefined;
}
