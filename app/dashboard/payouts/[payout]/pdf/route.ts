import { door } from '@/app/door';
import { getDb } from '@/db/client';
import { renderPayoutPdf } from '@/lib/receipts';
import { loadPayout, toPayoutView } from '../../load-payout';

/** One payout's statement as a file to keep. */
export const GET = door({ name: 'payout.pdf', who: 'creator' }, async ({ params, viewer }) => {
  const { payout, statement } = await loadPayout(getDb(), viewer.creator.id, params.payout);
  const pdf = await renderPayoutPdf(toPayoutView(payout, statement, viewer));
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="tuppence-payout-${payout.requestedAt.toISOString().slice(0, 10)}.pdf"`,
    },
  });
});
