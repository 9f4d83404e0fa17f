import type { Metadata } from 'next';
import { LineTable } from '@/components/dashboard/line-table';
import { StatementPaper } from '@/components/dashboard/statement';
import { PaperHead } from '@/components/ui/paper-head';
import { Pager } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import { formatShortDay } from '@/lib/dates';
import { listLines } from '@/lib/earnings';
import { readCursor } from '@/lib/lists';
import { wordStatement } from '@/lib/receipts';
import { businessClock } from '@/lib/stripe';
import { loadBooks } from '../../load';
import { loadStatement, toStatementView } from '../load-statement';

const PER_PAGE = 25;

export const metadata: Metadata = { title: 'Statement' };

type Props = { params: Promise<{ month: string }>; searchParams: Promise<{ at?: string | string[] }> };

/** One month from gross to net, with every line that bills brought in it. */
export default async function StatementRoute({ params, searchParams }: Props) {
  const { db, viewer, books } = await loadBooks();
  const now = await businessClock();
  const { month } = await params;
  const statement = await loadStatement(db, books, month, now);
  const { at } = await searchParams;
  const lines = await listLines(db, { creatorId: books.id, month }, { cursor: readCursor(typeof at === 'string' ? at : undefined), limit: PER_PAGE });
  const view = toStatementView(statement, books, viewer.locale, now);
  const words = wordStatement(view);
  const path = `/dashboard/statements/${month}`;
  const href = (key: string | null) => key && `${path}?at=${key}`;
  return (
    <>
      <PaperHead back={{ href: '/dashboard/statements', label: 'All months' }} title={view.month} sentence="From the ledger, in UTC." path={path} />
      <div className="grid max-w-xl gap-4">
        <StatementPaper words={words} />
        {words.notes.map((note) => (
          <p key={note} className="hint">
            {note}
          </p>
        ))}
      </div>
      <Section title="From tabs" hint="What bills brought this month, line by line, with what of each arrives. Tips by card stand under Tips.">
        <LineTable
          caption={`Lines of tabs collected in ${view.month}`}
          rows={lines.rows.map(({ at: day, ...row }) => ({ ...row, day: formatShortDay(day, viewer) }))}
          empty="No bill brought anything this month."
        />
        <Pager newerHref={href(lines.newer)} olderHref={href(lines.older)} />
      </Section>
    </>
  );
}
