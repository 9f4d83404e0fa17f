import { and, eq, inArray, isNull, lt, or } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { payment } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { invariant } from '@/lib/errors';
import { businessClock, openCheckout, ProcessorUnavailable, type CheckoutLine } from '@/lib/stripe';
import { PaymentClosed } from './errors';
import { giveUpUnopened } from './give-up-unopened';

/** The hosted page closes an hour after the payment was started; Stripe allows 30 min to 24 h. */
const PAGE_LIFETIME_MS = 60 * MINUTE_MS;
/** With some minutes for clocks that differ. */
const LEAST_LIFETIME_MS = 35 * MINUTE_MS;
/** Short, so that a crash costs a fan seconds: two requests at once are harmless under one key. */
const LEASE_MS = 5_000;
const PATIENCE_MS = 25_000;
const POLL_MS = 100;

/**
 * Answers where to pay a started payment: the address of its hosted page, made at the first call.
 * Fifty calls at once make one request to the processor: the first takes the lease, the others wait
 * for what it writes, and take over when it died. No transaction is open during the request.
 *
 * @param lines what the page shows instead of one line; together they are the amount
 * @throws PaymentClosed when it was paid, failed or expired; ProcessorUnavailable
 */
export async function openPayment(paymentId: string, lines?: CheckoutLine[]): Promise<string> {
  const patienceEnds = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await read(paymentId);
    if (found.status !== 'created' && found.status !== 'open') throw new PaymentClosed();
    if (found.checkoutUrl) return found.checkoutUrl;
    if (found.billId && (await isTooLate(found))) throw new PaymentClosed();
    if (await lease(paymentId)) return open(found, lines);
    if (Date.now() > patienceEnds) throw new ProcessorUnavailable();
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function open(row: typeof payment.$inferSelect, lines: CheckoutLine[] | undefined): Promise<string> {
  try {
    const { sessionId, url } = await openCheckout({
      paymentId: row.id,
      attempt: 1,
      amountMinor: row.amountMinor,
      currency: row.currency,
      description: row.description,
      returnPath: row.returnPath,
      cancelPath: row.cancelPath,
      expiresAt: addMilliseconds(row.createdAt, PAGE_LIFETIME_MS),
      // Whoever mends a bill with another card wants the next one to be charged to it too.
      ...(row.stripeCustomerId ? { customer: { id: row.stripeCustomerId, saveCard: true } } : {}),
      ...(row.billId ? { transferGroup: `bill_${row.billId}`, billId: row.billId } : {}),
      ...(lines ? { lines } : {}),
    });
    return await store(row.id, sessionId, url);
  } catch (error) {
    await getDb().update(payment).set({ openingUntil: null }).where(eq(payment.id, row.id));
    throw error;
  }
}

/**
 * Answers the page that counts: another's, when two asked with different words and we came second.
 *
 * @throws PaymentClosed when the payment was given up while we asked: nobody learns of this page
 */
async function store(paymentId: string, sessionId: string, url: string): Promise<string> {
  const isOurs = or(isNull(payment.checkoutSessionId), eq(payment.checkoutSessionId, sessionId));
  const stored = await getDb()
    .update(payment)
    .set({ checkoutSessionId: sessionId, checkoutUrl: url, openingUntil: null })
    .where(and(eq(payment.id, paymentId), isOurs, inArray(payment.status, ['created', 'open'])))
    .returning({ id: payment.id });
  // Apart, because a webhook may have moved the status on while we waited for the answer.
  await getDb()
    .update(payment)
    .set({ status: 'open' })
    .where(and(eq(payment.id, paymentId), eq(payment.status, 'created')));
  if (stored.length > 0) return url;
  const { checkoutUrl, status } = await read(paymentId);
  if (!checkoutUrl || (status !== 'created' && status !== 'open')) throw new PaymentClosed();
  return checkoutUrl;
}

/** Stripe opens no page that would close within half an hour; the bill is then paid by another payment. */
async function isTooLate(row: typeof payment.$inferSelect): Promise<boolean> {
  const openedBy = addMilliseconds(row.createdAt, PAGE_LIFETIME_MS - LEAST_LIFETIME_MS);
  return (await businessClock()) > openedBy && (await giveUpUnopened(row.id));
}

async function lease(paymentId: string): Promise<boolean> {
  const now = new Date();
  const taken = await getDb()
    .update(payment)
    .set({ openingUntil: addMilliseconds(now, LEASE_MS) })
    .where(
      and(
        eq(payment.id, paymentId),
        inArray(payment.status, ['created', 'open']),
        isNull(payment.checkoutUrl),
        or(isNull(payment.openingUntil), lt(payment.openingUntil, now)),
      ),
    )
    .returning({ id: payment.id });
  return taken.length > 0;
}

async function read(paymentId: string): Promise<typeof payment.$inferSelect> {
  const [row] = await getDb().select().from(payment).where(eq(payment.id, paymentId));
  invariant(row, 'a payment is opened only after it was started');
  return row;
}
