import type { Metadata } from 'next';
import { TipFilters } from '@/components/dashboard/tip-filters';
import { TipTable } from '@/components/dashboard/tip-table';
import { Icon } from '@/components/ui/icon';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { listTips, readTipFilter, sumAccruedTips, TIPS_PER_PAGE, type TipFilter } from '@/lib/earnings';
import { readCursor } from '@/lib/lists';
import { formatMoney } from '@/lib/money';
import { businessClock } from '@/lib/stripe';
import { loadBooks } from '../load';
import { toTipItem } from '../to-tip-item';

export const metadata: Metadata = { title: 'Tips' };

const MONTHS = 24;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Every tip a creator has received, with search and filters, a page at a time. */
export default async function TipsRoute({ searchParams }: Props) {
  const { db, viewer, books, isFrozen } = await loadBooks();
  const asked = await searchParams;
  const filter = readTipFilter(asked);
  const cursor = readCursor(typeof asked.at === 'string' ? asked.at : undefined);
  const now = await businessClock();
  const page = await listTips(db, books.id, filter, { cursor, limit: TIPS_PER_PAGE });
  const accrued = await sumAccruedTips(db, books.id);
  const isFiltered = Object.values(filter).some((value) => value !== null);
  return (
    <>
      <RoomHead title="Tips" sentence="What came, what each fee took, and when the rest is yours.">
        <a href={hrefOf('/dashboard/tips/csv', filter, null)} className="button button-plain" download>
          <Icon name="file-text" /> {isFiltered ? 'These as CSV' : 'All as CSV'}
        </a>
      </RoomHead>
      {filter.state !== 'accrued' && accrued.tips > 0 && (
        <p className="hint figures">
          {accrued.tips === 1 ? 'One more tip stands' : `${accrued.tips} more tips stand`} on fans’ tabs: {formatMoney(accrued.grossMinor, books.currency)}, charged on each one’s
          billing day.{' '}
          <a href="/dashboard/tips?state=accrued" className="text-link">
            Show {accrued.tips === 1 ? 'it' : 'them'}
          </a>
        </p>
      )}
      <TipFilters filter={filter} months={monthsBefore(now, viewer.locale)} />
      <Section title={isFiltered ? 'Found' : 'Newest first'}>
        <TipTable
          rows={page.rows.map((row) => toTipItem(row, { reader: viewer, isFrozen, now }))}
          empty={isFiltered ? <NothingFound /> : <p>No tip yet. The first one will stand here the moment it is paid.</p>}
        />
        <Pager
          newerHref={page.newer && hrefOf('/dashboard/tips', filter, page.newer)}
          olderHref={page.older && hrefOf('/dashboard/tips', filter, page.older)}
        />
      </Section>
    </>
  );
}

function NothingFound() {
  return (
    <>
      <p>No tip is like this.</p>
      <a href="/dashboard/tips" className="button button-plain">
        Show all tips
      </a>
    </>
  );
}

function hrefOf(path: string, filter: TipFilter, at: string | null): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, at })) if (value) query.set(name, value);
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}

/** The months that can be asked for, newest first. */
function monthsBefore(now: Date, locale: string): { value: string; label: string }[] {
  const words = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return Array.from({ length: MONTHS }, (_, back) => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    return { value: month.toISOString().slice(0, 7), label: words.format(month) };
  });
}
