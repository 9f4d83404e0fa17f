import { notFound } from 'next/navigation';
import { door } from '@/app/door';
import { billNumber, toBillView } from '@/lib/billing';
import { renderBillPdf } from '@/lib/receipts';
import { loadOwnBill } from '../load-own-bill';

/** The receipt of one's own paid bill as a file to keep. */
export const GET = door({ name: 'account.bill_pdf', who: 'person' }, async ({ params, viewer }) => {
  const receipt = await loadOwnBill(viewer.personId, params.bill);
  if (receipt.bill.status !== 'paid') notFound();
  const pdf = await renderBillPdf(toBillView(receipt));
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="tuppence-${billNumber(receipt.bill.id)}.pdf"`,
    },
  });
});
