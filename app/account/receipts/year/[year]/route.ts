import { notFound } from 'next/navigation';
import { door } from '@/app/door';
import { getDb } from '@/db/client';
import { receiptsOfYear, writeReceiptsCsv } from '@/lib/tips';

/** One year of one's own receipts, for a spreadsheet or a tax return. */
export const GET = door({ name: 'account.year_csv', who: 'person' }, async ({ params, viewer }) => {
  if (typeof params.year !== 'string' || !/^20\d\d$/.test(params.year)) notFound();
  const rows = await receiptsOfYear(getDb(), { personId: viewer.personId, timeZone: viewer.timeZone, year: Number(params.year) });
  return new Response(writeReceiptsCsv(rows), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="tuppence-receipts-${params.year}.csv"`,
    },
  });
});
