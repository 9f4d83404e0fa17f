import type { Queryable } from '@/db/client';
import { env } from '@/lib/env';
import { shareFee } from '@/lib/income';
import type { ShownPicture } from '@/lib/media';
import type { Currency } from '@/lib/money';
import { standingOf, type DisputeStanding, type PaymentStatus } from '@/lib/payments';
import { maskEmail } from '@/lib/mail';
import type { ReceiptView } from '@/lib/receipts';
import type { Visibility } from './input';
import { findTipOfPayment } from './queries';

/**
 * Where a tip stands for its fan: `open` can still be paid, `on_its_way` was promised by a bank and
 * counts nowhere as received before it settles; `disputed` lies with the fan's bank, and `charged_back` for good.
 */
export type TipReceiptStatus = 'open' | 'on_its_way' | 'paid' | 'failed' | 'expired' | 'refunded' | 'disputed' | 'charged_back';

/** What a tip's receipt says; amounts in minor units of `currency`. */
export type TipReceipt = {
  paymentId: string;
  status: TipReceiptStatus;
  /** What the fan's bank does or did about it; null when it never asked. */
  dispute: DisputeStanding | null;
  /** What of it came back to the fan, from us or by their bank. */
  backMinor: number;
  creator: { name: string; handle: string; thankYou: string; avatar: ShownPicture };
  currency: Currency;
  youPayMinor: number;
  /** The creator's part of the processor's fee: all of it, unless a tip for the platform shares it. */
  processorFeeMinor: number;
  /** Whether that is the processor's own figure; before, it is our estimate. */
  isActual: boolean;
  platformFeeMinor: number;
  platformTipMinor: number;
  creatorReceivesMinor: number;
  /** Business time: collected, or started while it is not. */
  at: Date;
  /** The processor's word for the way it was paid, such as `card`; null before. */
  method: string | null;
  words: { name: string | null; message: string | null; visibility: Visibility };
  /** The hosted page, while it can still be paid there. */
  payUrl: string | null;
  payerEmail: string | null;
};

/** The receipt of the tip that a payment collects, or null when there is no such payment. */
export async function findTipReceipt(db: Queryable, paymentId: string): Promise<TipReceipt | null> {
  const found = await findTipOfPayment(db, paymentId);
  return found && toReceipt(found);
}

/** Pure: what the rows of a tip say on its receipt; one that was only now paid has no dispute. */
export function toReceipt({ tip, payment, creator, dispute }: Omit<Found, 'dispute'> & Partial<Pick<Found, 'dispute'>>): TipReceipt {
  const isActual = payment.processorFeeMinor !== null;
  const standing = standingOf(dispute ?? null);
  // The estimate was written down as the creator's part; what the processor books is the whole.
  const booked = payment.processorFeeMinor;
  const fee = booked === null ? tip.processorFeeEstimateMinor : shareFee(tip, booked).creatorMinor;
  return {
    paymentId: payment.id,
    status: statusOf(tip.status, payment.status, standing),
    dispute: standing,
    backMinor: tip.refundedMinor + tip.disputedMinor,
    creator,
    currency: tip.currency,
    youPayMinor: payment.amountMinor,
    processorFeeMinor: fee,
    isActual,
    platformFeeMinor: tip.platformFeeMinor,
    platformTipMinor: tip.platformTipMinor,
    creatorReceivesMinor: tip.grossMinor - fee - tip.platformFeeMinor,
    at: payment.settledAt ?? payment.createdAt,
    method: payment.method,
    words: { name: tip.displayName, message: tip.message, visibility: tip.visibility },
    payUrl: payment.status === 'open' ? payment.checkoutUrl : null,
    payerEmail: payment.payerEmail,
  };
}

type Found = NonNullable<Awaited<ReturnType<typeof findTipOfPayment>>>;
type Tip = Found['tip'];

/** A tip's receipt for the renderers of mail and PDF. */
export function toReceiptView(receipt: TipReceipt): ReceiptView {
  const { creator, currency, isActual, at, method, payerEmail, status } = receipt;
  return {
    number: receiptNumber(receipt.paymentId),
    // Who has no paid receipt yet is told that it is not paid; the page itself says more.
    status: status === 'open' || status === 'expired' ? 'failed' : status,
    at,
    issuedTo: payerEmail ? maskEmail(payerEmail) : null,
    creator: { name: creator.name, handle: creator.handle },
    thankYou: creator.thankYou || null,
    currency,
    sums: receipt,
    isActual,
    method,
    operatorName: env().OPERATOR_NAME,
  };
}

/** A number to quote: the payment's own, short enough to read out. */
export function receiptNumber(paymentId: string): string {
  const [head = '', , , , tail = ''] = paymentId.toUpperCase().split('-');
  return `${head.slice(2)}-${tail.slice(-6)}`;
}

function statusOf(tip: Tip['status'], payment: PaymentStatus, dispute: DisputeStanding | null): TipReceiptStatus {
  if (tip === 'received') return 'paid';
  if (tip === 'refunded') return 'refunded';
  if (tip === 'disputed') return dispute === 'lost' || dispute === 'in_part' ? 'charged_back' : 'disputed';
  if (tip === 'dropped') return payment === 'failed' ? 'failed' : 'expired';
  return payment === 'processing' ? 'on_its_way' : 'open';
}
