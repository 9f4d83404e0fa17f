import { Filters, FilterSelect, listHref } from '@/components/admin/filters';
import { RefundList } from '@/components/admin/refunds';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listRefunds } from '@/lib/admin';
import { readCursor } from '@/lib/lists';
import { loadAdmin, oneOf, PAGE_ROWS, readQuery, type Asked } from '../load';

export const metadata = { title: 'Refunds' };

const STATUSES = [
  { value: 'asked', label: 'Asked' },
  { value: 'pending', label: 'At Stripe' },
  { value: 'succeeded', label: 'Sent' },
  { value: 'failed', label: 'Failed' },
] as const;

export default async function RefundsRoute({ searchParams }: { searchParams: Asked }) {
  const { clocks } = await loadAdmin();
  const { status, at } = await readQuery(searchParams, 'status', 'at');
  const filter = { status: oneOf(STATUSES.map(({ value }) => value), status) };
  const { rows, newer, older } = await listRefunds(getDb(), filter, { cursor: readCursor(at), limit: PAGE_ROWS });
  return (
    <>
      <RoomHead title="Refunds" />
      <Section title="Newest first">
        <Filters action="/admin/refunds">
          <FilterSelect name="status" label="State" value={status} choices={STATUSES} />
        </Filters>
        <RefundList refunds={rows} clock={clocks.business} />
        <Pager newerHref={listHref('/admin/refunds', { status }, newer)} olderHref={listHref('/admin/refunds', { status }, older)} />
      </Section>
    </>
  );
}
