import type { Metadata } from 'next';
import { SupporterTable } from '@/components/dashboard/supporter-table';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { formatShortDay } from '@/lib/dates';
import { listSupporters, type SupporterOrder } from '@/lib/earnings';
import { readCursor } from '@/lib/lists';
import { loadBooks } from '../load';

export const metadata: Metadata = { title: 'Supporters' };

const PER_PAGE = 25;
const PATH = '/dashboard/supporters';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Who gave, as far as each of them chose to be seen. */
export default async function SupportersRoute({ searchParams }: Props) {
  const { db, viewer, books } = await loadBooks();
  const asked = await searchParams;
  const order: SupporterOrder = asked.order === 'most' ? 'most' : 'latest';
  const cursor = readCursor(typeof asked.at === 'string' ? asked.at : undefined);
  const page = await listSupporters(db, books.id, order, { cursor, limit: PER_PAGE });
  const href = (at: string | null) => at && `${PATH}?${new URLSearchParams({ ...(order === 'most' ? { order } : {}), at }).toString()}`;
  return (
    <>
      <RoomHead
        title="Supporters"
        sentence="You see of each person what they chose to show, and never an address. Everybody who stays anonymous is one line."
      />
      <Section title={order === 'most' ? 'Who gave most' : 'Who gave last'}>
        <nav aria-label="Order" className="chips">
          <a href={PATH} aria-current={order === 'latest' ? 'true' : undefined}>
            Who gave last
          </a>
          <a href={`${PATH}?order=most`} aria-current={order === 'most' ? 'true' : undefined}>
            Who gave most
          </a>
        </nav>
        <SupporterTable
          rows={page.rows.map(({ lastTipAt, ...row }) => ({ ...row, last: row.kind === 'anonymous' ? null : formatShortDay(lastTipAt, viewer) }))}
        />
        <Pager newerHref={href(page.newer)} olderHref={href(page.older)} />
      </Section>
    </>
  );
}
