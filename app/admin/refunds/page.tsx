import { Filters, FilterSelect, listHref } from '@/components/admin/filters';
import { DeclinedWishes } from '@/components/admin/declined-wishes';
import { RefundList } from '@/components/admin/refunds';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listRefunds } from '@/lib/admin';
import { listDeclinedWishes } from '@/lib/billing';
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
  const [{ rows, newer, older }, declined] = await Promise.all([
    listRefunds(getDb(), filter, { cursor: readCursor(at), limit: PAGE_ROWS }),
    listDeclinedWishes(getDb()),
  ]);
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
      <Section title="Declined by creators" hint="Fans asked for these lines and their creators said no. You can give them back all the same.">
        <DeclinedWishes wishes={declined} clock={clocks.business} />
      </Section>
    </>
  );
}
