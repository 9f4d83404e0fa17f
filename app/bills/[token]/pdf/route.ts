import { notFound } from 'next/navigation';
import { door } from '@/app/door';
import { billNumber, toBillView } from '@/lib/billing';
import { renderBillPdf } from '@/lib/receipts';
import { loadBill } from '../load-bill';

/** The receipt of a paid bill as a file to keep. The link is the key, as for the page. */
export const GET = door({ name: 'bill.pdf', who: 'anyone' }, async ({ params }) => {
  const receipt = await loadBill(String(params.token));
  if (receipt.bill.status !== 'paid') notFound();
  const pdf = await renderBillPdf(toBillView(receipt));
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="tuppence-${billNumber(receipt.bill.id)}.pdf"`,
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    },
  });
});
