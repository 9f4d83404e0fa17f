import { and, eq, max } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { payment } from '@/db/schema';
import type { Currency } from '@/lib/money';
import { PaymentUnderWay } from './errors';

type Draft = {
  id: string;
  amountMinor: number;
  currency: Currency;
  /** What the hosted page and the statement call it. */
  description: string;
  returnPath: string;
  cancelPath: string;
  /** Whose payment it is, when somebody is signed in; a guest's may join an account later. */
  personId: string | null;
  /** Business time. */
  now: Date;
};

export type TipPaymentDraft = Draft & { purpose: 'tip' };

/** One attempt to collect a bill: its saved card charged off session, or its open amount on a hosted page. */
export type BillPaymentDraft = Draft & { purpose: 'bill'; billId: string } & (
    | { way: 'off_session'; stripeCustomerId: string; paymentMethodId: string }
    /** With a customer the card is kept for later charges. */
    | { way: 'checkout'; stripeCustomerId: string | null }
  );

export type PaymentDraft = TipPaymentDraft | BillPaymentDraft;

/**
 * Writes the row of a payment before the processor hears of it: from here on a crash leaves
 * something to take up again, never a charge without a row. Of a bill at most one payment is open
 * and one succeeds, whichever way it is tried: that is the lock between a retry and a person who pays.
 *
 * @throws PaymentUnderWay when the bill is being charged already, or is paid
 */
export async function startPayment(tx: Tx, draft: PaymentDraft): Promise<void> {
  const { now, ...columns } = draft;
  if (columns.purpose === 'tip') {
    await tx.insert(payment).values({ ...columns, status: 'created', createdAt: now });
    return;
  }
  if (await isPaid(tx, columns.billId)) throw new PaymentUnderWay();
  const attempt = await nextAttempt(tx, columns.billId);
  const written = await tx
    .insert(payment)
    .values({ ...columns, attempt, status: 'created', createdAt: now })
    .onConflictDoNothing()
    .returning({ id: payment.id });
  if (written.length === 0) throw new PaymentUnderWay();
}

async function isPaid(tx: Tx, billId: string): Promise<boolean> {
  const [paid] = await tx
    .select({ id: payment.id })
    .from(payment)
    .where(and(eq(payment.billId, billId), eq(payment.status, 'succeeded')));
  return paid !== undefined;
}

async function nextAttempt(tx: Tx, billId: string): Promise<number> {
  const [last] = await tx.select({ attempt: max(payment.attempt) }).from(payment).where(eq(payment.billId, billId));
  return (last?.attempt ?? 0) + 1;
}
