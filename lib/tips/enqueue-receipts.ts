import type { Tx } from '@/db/client';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { enqueueMail } from '@/lib/mail';
import { picturesOf } from '@/lib/media';
import { receiptPath, type Payment, type PaymentOutcome } from '@/lib/payments';
import { renderReceiptMail } from '@/lib/receipts';
import { toReceipt, toReceiptView, type TipReceipt } from './receipt';
import type { TipWithCreator } from './tip-rows';

/**
 * Enqueues what the fans of a batch of tips get by mail, in its transaction: the receipt once the
 * actual fee is known (or will never be booked), word of a bank debit that is on its way, and of
 * one that failed after its fan had left. Who gave up on the payment page gets nothing.
 */
export async function enqueueReceipts(tx: Tx, outcomes: PaymentOutcome[], tips: Map<string, TipWithCreator>): Promise<void> {
  for (const outcome of outcomes) {
    const found = tips.get(outcome.payment.id);
    const occasion = occasionOf(outcome);
    if (found && occasion) await enqueueReceipt(tx, occasion, found, outcome.payment);
  }
}

/** Enqueues one mail about a tip as it now stands; the same occasion only once. */
export async function enqueueReceipt(tx: Tx, occasion: string, found: TipWithCreator, payment: Payment): Promise<void> {
  if (!payment.payerEmail) return;
  const { creatorName: name, handle, thankYou, art } = found;
  const receipt = toReceipt({ tip: found, payment, creator: { name, handle, thankYou, avatar: picturesOf({ art, avatar: null, banner: null }).avatar } });
  const mail = render(receipt);
  if (mail) await enqueueMail(tx, { key: `${occasion}:${payment.id}`, recipient: payment.payerEmail, ...mail });
}

/** Words that people typed must never be able to stop the money: a receipt that cannot be drawn is logged. */
function render(receipt: TipReceipt): ReturnType<typeof renderReceiptMail> | null {
  const base = env().APP_URL.replace(/\/$/, '');
  const receiptUrl = base + receiptPath(receipt.paymentId);
  const settled = receipt.status === 'paid' || receipt.status === 'refunded';
  try {
    return renderReceiptMail(toReceiptView(receipt), {
      receiptUrl,
      pdfUrl: settled ? `${receiptUrl}/pdf` : null,
      creatorUrl: `${base}/${receipt.creator.handle}`,
      feesUrl: `${base}/fees`,
    });
  } catch (error) {
    log.error('receipt.not_drawn', error, { payment: receipt.paymentId });
    return null;
  }
}

function occasionOf({ payment, settled, promised, feeKnown, dropped }: PaymentOutcome): string | null {
  if (feeKnown || (settled && payment.feeState === 'foreign')) return 'receipt';
  if (promised) return 'on_its_way';
  if (dropped && payment.status === 'failed') return 'failed';
  return null;
}
