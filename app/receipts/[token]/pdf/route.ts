import { renderReceiptPdf } from '@/lib/receipts';
import { receiptNumber, toReceiptView } from '@/lib/tips';
import { door } from '../../../door';
import { loadReceipt } from '../load-receipt';

/** The receipt as a file to keep. The link is the key, as for the page. */
export const GET = door({ name: 'receipt.pdf', who: 'anyone' }, async ({ params }) => {
  const receipt = await loadReceipt(String(params.token));
  const pdf = await renderReceiptPdf(toReceiptView(receipt));
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="tuppence-${receiptNumber(receipt.paymentId)}.pdf"`,
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    },
  });
});
