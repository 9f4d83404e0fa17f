import type { Metadata } from 'next';
import { PledgerStates, PledgerTable, type PledgerItem } from '@/components/dashboard/pledger-table';
import { SupporterTable } from '@/components/dashboard/supporter-table';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { formatShortDay, type DateReader } from '@/lib/dates';
import { listPledgers, listSupporters, pledgerStates, type PledgerRow, type SupporterOrder } from '@/lib/earnings';
import { readCursor } from '@/lib/lists';
import { wordDay } from '@/lib/receipts';
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
  const state = pledgerStates.find((known) => known === asked.state) ?? 'active';
  const pledgers = await listPledgers(db, books.id, state, { cursor: readCursor(typeof asked.from === 'string' ? asked.from : undefined), limit: PER_PAGE });
  const href = (at: string | null) => at && `${PATH}?${new URLSearchParams({ ...(order === 'most' ? { order } : {}), at }).toString()}#tips`;
  const pledgersHref = (from: string | null) => from && `${PATH}?${new URLSearchParams({ ...(state === 'active' ? {} : { state }), from }).toString()}`;
  return (
    <>
      <RoomHead
        title="Supporters"
        sentence="You see of each person what they chose to show, and never an address. Everybody who stays anonymous is one line."
      />
      <Section title="Who pledges">
        <PledgerStates current={state} path={PATH} />
        <PledgerTable state={state} rows={pledgers.rows.map((row) => toItem(row, viewer))} />
        <Pager newerHref={pledgersHref(pledgers.newer)} olderHref={pledgersHref(pledgers.older)} />
        <AsFile href={`${PATH}/csv`} what="All pledges" />
      </Section>
      <Section title={order === 'most' ? 'Whose tips are most' : 'Who tipped last'} id="tips">
        <nav aria-label="Order" className="chips">
          <a href={`${PATH}#tips`} aria-current={order === 'latest' ? 'true' : undefined}>
            Who gave last
          </a>
          <a href={`${PATH}?order=most#tips`} aria-current={order === 'most' ? 'true' : undefined}>
            Who gave most
          </a>
        </nav>
        <SupporterTable
          rows={page.rows.map(({ lastTipAt, ...row }) => ({ ...row, last: row.kind === 'anonymous' ? null : formatShortDay(lastTipAt, viewer) }))}
        />
        <Pager newerHref={href(page.newer)} olderHref={href(page.older)} />
        <AsFile href={`${PATH}/tips/csv`} what="All who tipped" />
      </Section>
    </>
  );
}

function AsFile({ href, what }: { href: string; what: string }) {
  return (
    <p>
      <a href={href} className="text-link" download>
        {what} as CSV
      </a>
    </p>
  );
}

/** Somebody who pledges, with the days in words; why they left stays short. */
function toItem({ since, until, leftAt, leftReason, ...row }: PledgerRow, reader: DateReader): PledgerItem {
  const why = leftReason === 'written_off' ? ', never paid' : leftReason === 'refunded' ? ', given back' : '';
  const end = leftAt ? `${formatShortDay(leftAt, reader)}${why}` : until && wordDay(until);
  return { id: row.id, name: row.name, tier: row.tier, amountMinor: row.amountMinor, currency: row.currency, since: formatShortDay(since, reader), end };
}
