import type { Metadata } from 'next';
import { ReceiptDetail } from '@/components/account/receipt-detail';
import { requireUser } from '@/lib/auth';
import { formatMoment } from '@/lib/dates';
import { formatMoney } from '@/lib/money';
import { receiptNumber } from '@/lib/tips';
import { loadOwnReceipt } from './load-own-receipt';

export const metadata: Metadata = { title: 'Receipt' };

/** One receipt of one's own: opened by its owner, no link needed. */
export default async function OwnReceiptRoute({ params }: { params: Promise<{ payment: string }> }) {
  const viewer = await requireUser();
  const { row, receipt } = await loadOwnReceipt(viewer.personId, (await params).payment);
  return (
    <ReceiptDetail
      status={row.status}
      dispute={row.dispute}
      creator={receipt.creator}
      currency={receipt.currency}
      sums={receipt}
      actual={receipt.isActual}
      refunded={row.refundedMinor > 0 ? formatMoney(row.refundedMinor, row.currency) : null}
      words={receipt.words}
      when={formatMoment(row.at, viewer)}
      number={receiptNumber(row.paymentId)}
      pdfHref={`/account/receipts/${row.paymentId}/pdf`}
    />
  );
}
