import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { env } from '@/lib/env';
import { invariant } from '@/lib/errors';
import { callProcessor } from './errors';
import { getStripe } from './client';

/** Stripe takes at most a hundred lines on a page. */
const MOST_LINES = 100;

/** One line of a hosted page, in minor units of the payment's currency. */
export type CheckoutLine = { name: string; amountMinor: number };

export type CheckoutRequest = {
  paymentId: string;
  attempt: number;
  amountMinor: number;
  /** ISO 4217, upper case. */
  currency: string;
  /** What the hosted page calls the one line, and the charge is called. */
  description: string;
  /** Paths on this site, beginning with a slash. */
  returnPath: string;
  cancelPath: string;
  /** When the page closes; the same at every repeat, and 30 minutes to 24 hours ahead (Stripe). */
  expiresAt: Date;
  /** Whose payment it is at Stripe, and whether the card is kept for later charges; then cards only. */
  customer?: { id: string; saveCard: boolean };
  /** Several lines instead of one; together they are the amount. */
  lines?: CheckoutLine[];
  /** What ties the charge to its transfers; one for each payment unless said otherwise. */
  transferGroup?: string;
  /** The bill that it pays: books that forgot the payment find by it what was paid. */
  billId?: string;
};

export type OpenedCheckout = { sessionId: string; url: string };

/**
 * Asks for a hosted Checkout page for one payment. Asked again with the same payment and attempt,
 * Stripe answers the same page (its idempotent requests), so a crash in between opens no second one.
 *
 * @throws ProcessorUnavailable when nothing is known; ProcessorDeclined when Stripe refuses
 */
export async function openCheckout(request: CheckoutRequest): Promise<OpenedCheckout> {
  const metadata = { payment_id: request.paymentId, ...(request.billId ? { bill_id: request.billId } : {}) };
  const { customer } = request;
  const base = env().APP_URL.replace(/\/$/, '');
  const session = await callProcessor(() =>
    getStripe().checkout.sessions.create(
      {
        mode: 'payment',
        submit_type: 'pay',
        client_reference_id: request.paymentId,
        metadata,
        payment_intent_data: {
          metadata,
          description: request.description,
          transfer_group: request.transferGroup ?? `payment_${request.paymentId}`,
          ...(customer?.saveCard ? { setup_future_usage: 'off_session' } : {}),
        },
        ...(customer ? { customer: customer.id } : {}),
        ...(customer?.saveCard ? { allowed_payment_method_types: ['card'] } : {}),
        line_items: linesOf(request).map((line) => lineItem(line, request.currency)),
        expires_at: Math.floor(request.expiresAt.getTime() / 1000),
        success_url: base + request.returnPath,
        cancel_url: base + request.cancelPath,
      },
      { idempotencyKey: keyOf(request) },
    ),
  );
  if (!session.url) throw new Error(`Checkout session ${session.id} came without a page`);
  return { sessionId: session.id, url: session.url };
}

function linesOf({ lines = [], description, amountMinor }: CheckoutRequest): CheckoutLine[] {
  if (lines.length === 0 || lines.length > MOST_LINES) return [{ name: description, amountMinor }];
  const sum = lines.reduce((total, line) => total + line.amountMinor, 0);
  invariant(sum === amountMinor, 'the lines of a page are its amount');
  return lines;
}

function lineItem({ name, amountMinor }: CheckoutLine, currency: string): Stripe.Checkout.SessionCreateParams.LineItem {
  return {
    quantity: 1,
    price_data: { currency: currency.toLowerCase(), unit_amount: amountMinor, product_data: { name } },
  };
}

/** The words of lines may change meanwhile (a creator's name), and one key stands for one content. */
function keyOf({ paymentId, attempt, lines }: CheckoutRequest): string {
  const key = `payment_${paymentId}:session:${attempt}`;
  if (!lines) return key;
  return `${key}:${createHash('sha256').update(JSON.stringify(lines)).digest('hex').slice(0, 16)}`;
}
