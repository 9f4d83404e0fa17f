import { door } from '@/app/door';
import { getDb } from '@/db/client';
import { findBooks } from '@/lib/earnings';
import { renderStatementPdf } from '@/lib/receipts';
import { businessClock } from '@/lib/stripe';
import { loadStatement, toStatementView } from '../../load-statement';

/** One month of a creator's books as a file to keep. */
export const GET = door({ name: 'statement.pdf', who: 'creator' }, async ({ params, viewer }) => {
  const now = await businessClock();
  const books = await findBooks(getDb(), viewer.creator.id);
  const statement = await loadStatement(getDb(), books, params.month, now);
  const pdf = await renderStatementPdf(toStatementView(statement, books, viewer.locale, now));
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="tuppence-statement-${statement.month}.pdf"`,
    },
  });
});
