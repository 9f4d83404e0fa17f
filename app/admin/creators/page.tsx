import { CreatorList } from '@/components/admin/creators';
import { Filters, FilterSelect, FilterText, listHref } from '@/components/admin/filters';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listCreators, searchCreators } from '@/lib/admin';
import { readCursor } from '@/lib/lists';
import { loadAdmin, oneOf, PAGE_ROWS, readQuery, type Asked } from '../load';

export const metadata = { title: 'Creators' };

const STATUSES = [
  { value: 'active', label: 'Active' },
  { value: 'suspended', label: 'Suspended' },
  { value: 'unpublished', label: 'Unpublished' },
] as const;

export default async function CreatorsRoute({ searchParams }: { searchParams: Asked }) {
  const { clocks } = await loadAdmin();
  const { q, status, at } = await readQuery(searchParams, 'q', 'status', 'at');
  const { rows, newer, older } = q === ''
    ? await listCreators(getDb(), { status: oneOf(STATUSES.map(({ value }) => value), status) }, { cursor: readCursor(at), limit: PAGE_ROWS })
    : { rows: await searchCreators(getDb(), q.replace(/^[@/]/, ''), PAGE_ROWS), newer: null, older: null };
  return (
    <>
      <RoomHead title="Creators" />
      <Section title={q === '' ? 'Newest first' : `Beginning with “${q}”`}>
        <Filters action="/admin/creators">
          <FilterText name="q" label="Name or handle begins with" value={q} />
          <FilterSelect name="status" label="State" value={status} choices={STATUSES} />
        </Filters>
        <CreatorList creators={rows} clock={clocks.business} empty="No page is like this." />
        <Pager newerHref={listHref('/admin/creators', { status }, newer)} olderHref={listHref('/admin/creators', { status }, older)} />
      </Section>
    </>
  );
}
