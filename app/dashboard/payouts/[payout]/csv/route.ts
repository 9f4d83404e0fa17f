import { door } from '@/app/door';
import { getDb } from '@/db/client';
import { writePayoutCsv } from '@/lib/payouts';
import { loadPayout } from '../../load-payout';

/** One payout's gifts as a file for spreadsheets. */
export const GET = door({ name: 'payout.csv', who: 'creator' }, async ({ params, viewer }) => {
  const { payout } = await loadPayout(getDb(), viewer.creator.id, params.payout);
  return new Response(await writePayoutCsv(getDb(), payout), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="tuppence-payout-${payout.requestedAt.toISOString().slice(0, 10)}.csv"`,
    },
  });
});
