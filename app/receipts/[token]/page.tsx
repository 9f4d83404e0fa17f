import type { Metadata } from 'next';
import { ReceiptLive } from '@/components/tips/receipt-live';
import { Thanks, type ThanksStatus } from '@/components/tips/thanks';
import { formatMoney } from '@/lib/money';
import { inWords } from '@/lib/receipts';
import { receiptNumber, type TipReceipt } from '@/lib/tips';
import { loadReceipt } from './load-receipt';

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ from?: string | string[] }> };

/** The link is the key to the receipt: it is told to nobody, by referrer or by index. */
export const metadata: Metadata = {
  title: 'Your receipt',
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
};

/** The thank-you page and the receipt for ever after. It only reads; money is learned elsewhere. */
export default async function ReceiptRoute({ params, searchParams }: Props) {
  const { token } = await params;
  const receipt = await loadReceipt(token);
  const justPaid = (await searchParams).from === 'checkout';
  const status = statusOf(receipt, justPaid);
  return (
    <Thanks
      status={status}
      dispute={receipt.dispute}
      back={receipt.backMinor > 0 ? formatMoney(receipt.backMinor, receipt.currency) : null}
      creator={receipt.creator}
      currency={receipt.currency}
      sums={receipt}
      actual={receipt.isActual}
      words={receipt.words}
      when={inWords(receipt.at)}
      receiptNumber={receiptNumber(receipt.paymentId)}
      pdfHref={`/receipts/${token}/pdf`}
      payHref={status === 'open' ? receipt.payUrl : null}
      live={isSettled(receipt) ? null : <ReceiptLive />}
    />
  );
}

/**
 * Who comes back from the payment page has done their part; that we have not heard of it yet is
 * ours to wait for, and no "not paid".
 */
function statusOf({ status }: TipReceipt, justPaid: boolean): ThanksStatus {
  if (status !== 'open') return status;
  return justPaid ? 'confirming' : 'open';
}

function isSettled({ status, isActual }: TipReceipt): boolean {
  return status === 'failed' || status === 'expired' || status === 'refunded' || status === 'disputed' || status === 'charged_back' || (status === 'paid' && isActual);
}
