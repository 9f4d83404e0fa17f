import { door } from '@/app/door';
import { renderReceiptPdf } from '@/lib/receipts';
import { receiptNumber, toReceiptView } from '@/lib/tips';
import { loadOwnReceipt } from '../load-own-receipt';

/** One's own receipt as a file to keep. */
export const GET = door({ name: 'account.receipt_pdf', who: 'person' }, async ({ params, viewer }) => {
  const { receipt } = await loadOwnReceipt(viewer.personId, params.payment);
  const pdf = await renderReceiptPdf(toReceiptView(receipt));
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="tuppence-${receiptNumber(receipt.paymentId)}.pdf"`,
    },
  });
});
