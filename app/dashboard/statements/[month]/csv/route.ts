import { door } from '@/app/door';
import { getDb } from '@/db/client';
import { findBooks, writeStatementCsv } from '@/lib/earnings';
import { businessClock } from '@/lib/stripe';
import { loadStatement } from '../../load-statement';

/** One month of a creator's books as a file for spreadsheets. */
export const GET = door({ name: 'statement.csv', who: 'creator' }, async ({ params, viewer }) => {
  const books = await findBooks(getDb(), viewer.creator.id);
  const { month } = await loadStatement(getDb(), books, params.month, await businessClock());
  return new Response(await writeStatementCsv(getDb(), books, month), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="tuppence-statement-${month}.csv"`,
    },
  });
});
